import { useEffect, useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Capture, Course, Room } from '../api/types';
import { ago, clock, dayAndTime, length } from '../format/time';
import { bytes, count } from '../format/units';
import { CAPTURE_WORDS } from '../format/words';
import { attempt, Banner, Loading, ProblemPanel } from '../ui/feedback';
import { Icon } from '../ui/icons';
import { Clockwork, Upcoming } from './Clockwork';
import { bestBehind, canStop, deviceStatuses, elapsedSeconds, phaseOf, standbyNews, startObstacle } from './capture';
import { DeviceCard } from './DeviceCard';
import { HoldButton } from './HoldButton';
import { Progress } from './Progress';
import { type RoomWatch, useNow, useRoom } from './room';
import { AgentBadge } from './RoomsPage';
import { AlarmList, useAlarms, usePolled } from './Alarms';
import { levelsOf } from './watching';
import './console.css';

export function RoomPage({ roomId }: { roomId: string }) {
  const [{ data, problem, updatedAt }, watch] = useRoom(roomId);
  const alarms = useAlarms().filter((alarm) => alarm.roomId === roomId);
  const levels = usePolled((signal) => lectern.levels(roomId, signal), 1000, roomId) ?? [];
  if (!data) {
    return (
      <main id="content" tabIndex={-1} class="page">
        {problem ? <ProblemPanel problem={problem} retry={() => watch.poller.refresh()} /> : <Loading label="Opening the room" />}
      </main>
    );
  }
  const { room, capture } = data;
  const phase = phaseOf(capture);
  const running = canStop(phase) || phase === 'stopping';
  return (
    <main id="content" tabIndex={-1} class="page">
      <div class="room-head">
        <div>
          <a class="room-up" href="/console">Rooms</a>
          <h1>{room.name}</h1>
          {room.site && <p class="soft">{room.site}</p>}
        </div>
        <AgentBadge room={room} />
      </div>
      {problem && (
        <Banner kind="bad">
          {problem.message} What you see is from {ago(updatedAt === null ? null : new Date(updatedAt).toISOString())}.
          {running && ' The recorder goes on by itself.'}
        </Banner>
      )}
      {running && room.agent && !room.agent.online && (
        <Banner kind="bad">The recorder is out of reach. It goes on recording by itself and uploads when it is back.</Banner>
      )}
      {running && capture && <StandbyBanner room={room} capture={capture} />}
      <AlarmList alarms={alarms.filter((alarm) => alarm.deviceId === null)} />
      <div class="room-columns">
        <div class="desk card">
          {capture && phase !== 'idle' ? (
            running ? <Running capture={capture} watch={watch} /> : <Progress capture={capture} again={() => watch.dismiss()} />
          ) : (
            <>
              <Start room={room} watch={watch} />
              <Upcoming roomId={room.id} />
            </>
          )}
        </div>
        <section class="devices" aria-label="Devices">
          {deviceStatuses(room.devices, running ? capture : null).map((device) => (
            <DeviceCard
              key={device.id}
              device={device}
              alarms={alarms.filter((alarm) => alarm.deviceId === device.id)}
              levels={levelsOf(levels, device.id)}
            />
          ))}
        </section>
      </div>
    </main>
  );
}

/** Who stands by, where that matters: the room's own recorder is away, or nobody stands by as was meant. */
function StandbyBanner({ room, capture }: { room: Room; capture: Capture }) {
  const told = standbyNews(room, capture, useNow());
  return told && <Banner kind={told.kind}>{told.text}</Banner>;
}

function Start({ room, watch }: { room: Room; watch: RoomWatch }) {
  const [courses, setCourses] = useState<Course[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const obstacle = startObstacle(room);
  useEffect(() => {
    lectern.courses().then(setCourses, () => undefined);
  }, []);

  async function start(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const title = String(fields.get('title') ?? '').trim();
    const courseId = String(fields.get('courseId') ?? '');
    setBusy(true);
    const failed = await attempt(async () => {
      const capture = await lectern.startCapture({
        roomId: room.id, ...(title ? { title } : {}), ...(courseId ? { courseId } : {}),
      });
      watch.follow(capture.id);
      watch.poller.put({ room: { ...room, activeCaptureId: capture.id }, capture });
    });
    setProblem(failed);
    setBusy(false);
    watch.poller.refresh();
  }

  return (
    <form class="form" onSubmit={(event) => void start(event)}>
      <h2>New recording</h2>
      <label class="field">
        <span>Title</span>
        <input name="title" maxLength={200} placeholder="Today’s lecture" autocomplete="off" />
        <small>Can be changed later.</small>
      </label>
      {courses.length > 0 && (
        <label class="field">
          <span>Course</span>
          <select name="courseId">
            <option value="">None</option>
            {courses.map((course) => <option key={course.id} value={course.id}>{course.code} – {course.title}</option>)}
          </select>
        </label>
      )}
      {problem && <p class="field-problem" role="alert">{problem}</p>}
      {obstacle && <p class="obstacle"><Icon name="warning" size={20} /> {obstacle}</p>}
      <button class="button big start" disabled={busy || obstacle !== null}>
        <span class="record-dot" aria-hidden="true" />
        {busy ? 'Starting…' : 'Start recording'}
      </button>
    </form>
  );
}

function Running({ capture, watch }: { capture: Capture; watch: RoomWatch }) {
  const now = useNow();
  const [problem, setProblem] = useState<string | null>(null);
  const phase = phaseOf(capture);
  const { spool, publication } = capture;
  const behind = spool !== null && spool.waitingSegments > 20;
  const watchable = (publication?.views.length ?? 0) > 0;
  return (
    <div class="form">
      <div class="running-head">
        <span class={`badge ${phase === 'recording' ? 'live' : capture.refusal ? 'bad' : 'warn'}`}>{phase === 'starting' && capture.refusal ? 'Not recording' : CAPTURE_WORDS[capture.state]}</span>
        <h2>{capture.title}</h2>
      </div>
      <p class="elapsed" role="timer" aria-label="Recorded so far">
        {phase === 'starting' ? '0:00' : clock(elapsedSeconds(capture, now))}
      </p>
      {phase === 'starting' && capture.refusal && (
        <Banner kind="bad">
          The recorder does not begin: {capture.refusal} It is asked again by itself
          {capture.plannedUntil ? ` until ${dayAndTime(capture.plannedUntil)}` : ' for some minutes'}.
        </Banner>
      )}
      <dl class="facts">
        <div>
          <dt>Left to upload</dt>
          <dd class={behind ? 'is-bad' : ''}>
            {spool ? (spool.waitingSegments === 0 ? 'nothing' : `${count(spool.waitingSegments, 'segment')}, ${bytes(spool.waitingBytes)}`) : '–'}
          </dd>
        </div>
        <div>
          <dt>Free on the recorder</dt>
          <dd>{spool ? bytes(spool.freeBytes) : '–'}</dd>
        </div>
        <div>
          <dt>Watchable so far</dt>
          <dd>
            {publication ? clock(publication.playableSeconds) : '–'}
            {bestBehind(publication) > 0 && <span class="soft"> best picture {length(bestBehind(publication))} behind</span>}
          </dd>
        </div>
      </dl>
      {problem && <p class="field-problem" role="alert">{problem}</p>}
      {phase === 'stopping' ? (
        <button type="button" class="button big" disabled>Stopping…</button>
      ) : (
        <HoldButton
          begun={phase !== 'starting' || !capture.refusal}
          onDone={() => {
            void attempt(() => lectern.stopCapture(capture.id)).then((failed) => {
              setProblem(failed);
              watch.poller.refresh();
            });
          }}
        />
      )}
      {phase === 'recording' && <Clockwork capture={capture} watch={watch} />}
      {watchable && <a class="button wide" href={`/watch/${capture.lectureId}`}><Icon name="eye" /> Watch what is there</a>}
    </div>
  );
}
