import type { CameraDetail, CameraProfile, FoundCamera } from '../api/types';

/** A camera's clock may be off by this much before it is worth a word. */
const CLOCK_TOLERANCE_MS = 5_000;

/** What to call a camera that was found. */
export function cameraTitle(camera: FoundCamera): string {
  return camera.name ?? camera.hardware ?? hostOf(camera.address);
}

export function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
}

/** What a stream is, in one line. */
export function describeProfile(profile: CameraProfile): string {
  const parts = [
    profile.width > 0 && profile.height > 0 ? `${profile.width} × ${profile.height}` : null,
    profile.codec,
    profile.framesPerSecond > 0 ? `${Math.round(profile.framesPerSecond)} pictures/s` : null,
    profile.sound ? 'with sound' : 'no sound',
  ];
  return parts.filter(Boolean).join(', ');
}

/** The streams, largest picture first; those that cannot be used last. */
export function bestFirst(profiles: readonly CameraProfile[]): CameraProfile[] {
  const worth = (profile: CameraProfile) => (profile.streamAddress ? 1 + profile.width * profile.height : 0);
  return [...profiles].sort((a, b) => worth(b) - worth(a));
}

/** What to say of a camera's clock; null if it is right. */
export function clockWarning({ clockOffsetMillis }: CameraDetail): string | null {
  const off = Math.abs(clockOffsetMillis);
  if (off < CLOCK_TOLERANCE_MS) return null;
  const seconds = Math.round(off / 1000);
  const length = seconds < 120 ? `${seconds} s` : seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
  return `Its clock is ${length} ${clockOffsetMillis > 0 ? 'ahead' : 'behind'}. Recordings stay right; set it by NTP all the same.`;
}
