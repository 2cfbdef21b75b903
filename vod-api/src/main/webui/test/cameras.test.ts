import { describe, expect, it } from 'vitest';
import type { CameraProfile } from '../src/api/types';
import { bestFirst, cameraTitle, clockWarning, describeProfile } from '../src/manage/cameras';

const main: CameraProfile = {
  token: 'p1', name: 'Main', codec: 'H264', width: 1920, height: 1080, framesPerSecond: 25, sound: true,
  streamAddress: 'rtsp://192.0.2.7/main', problem: null,
};

describe('cameras', () => {
  it('title_isTheNameElseTheModelElseTheHost', () => {
    const camera = { address: 'http://192.0.2.7:8000/onvif/device_service', name: 'Hall', hardware: 'X-100', location: null };
    expect(cameraTitle(camera)).toBe('Hall');
    expect(cameraTitle({ ...camera, name: null })).toBe('X-100');
    expect(cameraTitle({ ...camera, name: null, hardware: null })).toBe('192.0.2.7:8000');
  });

  it('profile_isDescribedByWhatTheCameraTells', () => {
    expect(describeProfile(main)).toBe('1920 × 1080, H264, 25 pictures/s, with sound');
    expect(describeProfile({ ...main, codec: null, width: 0, height: 0, framesPerSecond: 0, sound: false })).toBe('no sound');
  });

  it('streams_standLargestFirstAndUselessLast', () => {
    const small = { ...main, token: 'small', width: 640, height: 360 };
    const useless = { ...main, token: 'useless', width: 3840, height: 2160, streamAddress: null };
    expect(bestFirst([useless, small, main]).map(({ token }) => token)).toEqual(['p1', 'small', 'useless']);
  });

  it('clock_isMentionedOnlyWhenItIsOff', () => {
    const detail = { manufacturer: '', model: '', firmware: '', profiles: [], clockOffsetMillis: 0 };
    expect(clockWarning(detail)).toBeNull();
    expect(clockWarning({ ...detail, clockOffsetMillis: -10_800_000 })).toContain('3 h behind');
    expect(clockWarning({ ...detail, clockOffsetMillis: 30_000 })).toContain('30 s ahead');
  });
});
