import { describe, expect, it } from 'vitest';
import type { Capture, CaptureTrack, Room } from '../src/api/types';
import { bestBehind, deviceStatuses, elapsedSeconds, filledBy, phaseOf, standbyNews, startObstacle, steps, tellableGaps } from '../src/console/capture';

const track = (change: Partial<CaptureTrack>): CaptureTrack => ({
  id: 't', deviceId: 'd1', name: 'Camera', role: 'PRESENTER', kind: 'VIDEO', state: 'RECORDING', format: null,
  recordedSeconds: 10, gapSeconds: 0, gaps: [], bitsPerSecond: 4e6, framesPerSecond: 30, problem: null, ...change,
});

const capture = (change: Partial<Capture>): Capture => ({
  id: 'c', lectureId: 'l', title: 'Graphs', roomId: 'r', roomName: 'Hall A', state: 'RECORDING',
  epoch: '2026-10-05T10:00:00Z', requestedAt: '2026-10-05T09:59:59Z', plannedUntil: null, refusal: null, stopRequestedAt: null, stoppedAt: null,
  completedAt: null, agentOnline: true, standbys: [], spool: null, tracks: [], publication: null, ...change,
});

const publication = (change: Partial<NonNullable<Capture['publication']>>): NonNullable<Capture['publication']> => ({
  id: 'p', state: 'LIVE', version: 1, chunksPlayable: 3, chunksTotal: null, playableSeconds: 36, durationSeconds: null, readyAt: null,
  secondsFromStopToReady: null, views: [], etaSeconds: null, rungs: [], renditions: [], ...change,
});

const room = (change: Partial<Room>): Room => ({
  id: 'r', name: 'Hall A', site: null, activeCaptureId: null, refusal: null,
  agent: { id: 'a', name: 'box', online: true, lastSeenAt: null },
  standbys: [],
  devices: [{ id: 'd1', name: 'Camera', role: 'PRESENTER', address: 'rtsp://cam' }], ...change,
});

describe('bestBehind', () => {
  const rung = (name: string, playableSeconds: number, track = 'presenter') => ({ track, name, playableSeconds, etaSeconds: null });

  it('rungsOfOneTrack_areComparedWithEachOther', () => {
    expect(bestBehind(publication({ rungs: [rung('1080p', 24), rung('360p', 120)] }))).toBe(96);
    expect(bestBehind(publication({ rungs: [rung('360p', 24), rung('360p', 120, 'slides')] }))).toBe(0);
  });

  it('rungThatIsAboutToFollow_isNotBehind', () => {
    expect(bestBehind(publication({ rungs: [rung('1080p', 96), rung('360p', 120)] }))).toBe(0);
    expect(bestBehind(null)).toBe(0);
  });
});

describe('tellableGaps', () => {
  const gap = (startSeconds: number, endSeconds: number) => ({ startSeconds, endSeconds, reason: 'DEVICE_LOST' as const });

  it('theMomentTheDeviceTakesToAnswer_isNoGap', () => {
    expect(tellableGaps([track({ gaps: [gap(0, 1.2)] })])).toEqual([]);
    expect(tellableGaps([track({ gaps: [gap(0, 3)] })])).toEqual([gap(0, 3)]);
  });

  it('trackThatMissesMost_speaksForTheDevice', () => {
    const tracks = [track({ gaps: [gap(5, 6), gap(8, 9)] }), track({ kind: 'AUDIO', gaps: [gap(5, 15)] })];
    expect(tellableGaps(tracks)).toEqual([gap(5, 15)]);
  });
});

describe('deviceStatuses', () => {
  it('cameraWithSound_isOneDevice_pictureFirst_worstStateCounts', () => {
    const tracks = [track({ id: 'a', kind: 'AUDIO', state: 'GAP' }), track({ id: 'v' })];
    const [only, ...others] = deviceStatuses(room({}).devices, capture({ tracks }));
    expect(others).toEqual([]);
    expect(only!.tracks.map(({ id }) => id)).toEqual(['v', 'a']);
    expect(only!.state).toBe('GAP');
  });

  it('deviceWithoutTracks_isListed_withoutAState', () => {
    expect(deviceStatuses(room({}).devices, null)).toMatchObject([{ id: 'd1', state: null, tracks: [] }]);
  });

  it('removedDevice_staysListedWhileItRecords', () => {
    const statuses = deviceStatuses([], capture({ tracks: [track({ name: 'Old camera' })] }));
    expect(statuses).toMatchObject([{ name: 'Old camera', state: 'RECORDING' }]);
  });

  it('problem_isToldAtTheDevice', () => {
    const problem = { code: 'DEVICE_UNREACHABLE', detail: 'No route to the camera.' };
    expect(deviceStatuses([], capture({ tracks: [track({ problem })] }))[0]!.problem).toEqual(problem);
  });
});

describe('phaseOf', () => {
  it('capture_goesFromStartToReady', () => {
    const closed = publication({ state: 'CLOSED', readyAt: '2026-10-05T11:00:08Z' });
    const phases = [
      null, capture({ state: 'REQUESTED' }), capture({}), capture({ state: 'STOPPING' }), capture({ state: 'UPLOADING' }),
      capture({ state: 'COMPLETE', publication: publication({ state: 'FINISHING' }) }),
      capture({ state: 'COMPLETE', publication: closed }), capture({ state: 'FAILED' }),
    ].map(phaseOf);
    expect(phases).toEqual(['idle', 'starting', 'recording', 'stopping', 'finishing', 'finishing', 'ready', 'failed']);
  });
});

describe('steps', () => {
  it('whileEncoding_thePartIsShown', () => {
    const states = steps(capture({ state: 'COMPLETE', publication: publication({ state: 'FINISHING', chunksTotal: 4 }) }));
    expect(states.map(({ state }) => state)).toEqual(['done', 'done', 'now', 'later']);
    expect(states[2]).toMatchObject({ part: 0.75, detail: '3 of 4 parts' });
  });

  it('ready_tellsHowLongItTook', () => {
    const done = publication({ state: 'CLOSED', readyAt: 'x', secondsFromStopToReady: 7.4 });
    const states = steps(capture({ state: 'COMPLETE', publication: done }));
    expect(states.every(({ state }) => state === 'done')).toBe(true);
    expect(states[3]!.detail).toBe('7 s after Stop');
  });

  it('uploading_tellsWhatIsLeft', () => {
    const spool = { freeBytes: 1e9, waitingSegments: 3, waitingBytes: 12e6 };
    expect(steps(capture({ state: 'UPLOADING', spool }))[1]).toMatchObject({ state: 'now', detail: '3 segments (12 MB) left' });
  });
});

describe('elapsedSeconds', () => {
  it('running_countsFromTheEpoch_stopped_stands', () => {
    const at = Date.parse('2026-10-05T10:01:00Z');
    expect(elapsedSeconds(capture({}), at)).toBe(60);
    expect(elapsedSeconds(capture({ stoppedAt: '2026-10-05T10:00:30Z' }), at)).toBe(30);
    expect(elapsedSeconds(capture({ epoch: null, requestedAt: 'broken' }), at)).toBe(0);
  });
});

describe('startObstacle', () => {
  it('roomThatCannotStart_saysWhy', () => {
    expect(startObstacle(room({}))).toBeNull();
    expect(startObstacle(room({ agent: null }))).toMatch(/No recorder/);
    expect(startObstacle(room({ agent: { id: 'a', name: 'b', online: false, lastSeenAt: null } }))).toMatch(/does not answer/);
    expect(startObstacle(room({ devices: [] }))).toMatch(/no devices/);
  });
});

describe('filledBy', () => {
  const books = (filled: number) => ({
    state: 'COMPLETE' as const,
    incidents: [],
    tracks: [{
      trackId: 't', name: 'Camera', kind: 'VIDEO' as const, planned: 60, recorded: 60 - filled, gaps: 0, filled,
      filledBy: filled > 0 ? ['Box B'] : [], uploaded: 60 - filled, playable: 60, residual: 0,
    }],
  });

  it('whatTheStandbyHad_isTold_butForAMomentAtTheBeginning', () => {
    expect(filledBy(books(9))).toBe('9 s of it from Box B, which stood by');
    expect(filledBy(books(0.3))).toBeNull();
  });
});

describe('standbyNews', () => {
  const now = Date.parse('2026-10-05T10:01:00Z');
  const agent = { id: 's', name: 'Box B', online: true, lastSeenAt: null };
  const pair = room({ standbys: [agent] });
  const standby = (recording: boolean) => [{ agentId: 's', online: true, recording }];

  it('whileBothRecord_thereIsNone', () => {
    expect(standbyNews(pair, capture({ standbys: standby(true) }), now)).toBeNull();
    expect(standbyNews(room({}), capture({ agentOnline: false }), now)).toBeNull();
  });

  it('standbyThatRecordsAlone_isNamed', () => {
    expect(standbyNews(pair, capture({ agentOnline: false, standbys: standby(true) }), now)?.text).toMatch(/Box B records/);
  });

  it('standbyThatDoesNotRecord_isTold_onceItHadTimeToBegin', () => {
    const idle = capture({ standbys: standby(false) });
    expect(standbyNews(pair, idle, now)).toMatchObject({ kind: 'warn' });
    expect(standbyNews(pair, idle, Date.parse('2026-10-05T10:00:05Z'))).toBeNull();
  });

  it('roomWithAStandbyThatAnswers_canBeStarted', () => {
    const away = { id: 'a', name: 'box', online: false, lastSeenAt: null };
    expect(startObstacle(room({ agent: away, standbys: [agent] }))).toBeNull();
  });
});
