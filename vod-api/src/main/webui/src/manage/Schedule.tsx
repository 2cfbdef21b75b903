import { useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Course, PlannedLecture, Room, ScheduleDefaults } from '../api/types';
import { PLANNED_WORDS } from '../format/words';
import { Dialog } from '../ui/Dialog';
import { attempt, Empty, Loading, ProblemPanel } from '../ui/feedback';
import { EditEvent } from './EditEvent';
import { EventFields } from './EventFields';
import { byDay, eventOf, weekOf } from './plan';
import { SmallForm } from './SmallForm';
import { TermImport } from './TermImport';
import { useLoaded } from './useList';

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const BADGES = { PLANNED: '', RECORDING: 'live', RECORDED: 'good', MISSED: 'bad', CANCELLED: 'warn' } as const;

/** The weeks of the rooms: what is planned, added, changed and cancelled. */
export function Schedule() {
  const rooms = useLoaded(() => lectern.rooms()).data ?? [];
  const courses = useLoaded(() => lectern.courses()).data ?? [];
  const defaults = useLoaded(() => lectern.scheduleDefaults()).data;
  const [editing, setEditing] = useState<PlannedLecture | null>(null);
  const [roomId, setRoomId] = useState('');
  const [offset, setOffset] = useState(0);
  const week = weekOf(new Date(), offset);
  const { data, problem, reload } = useLoaded(
    () => lectern.planned(roomId, week.from.toISOString(), week.until.toISOString()),
    [roomId, offset],
  );
  return (
    <section>
      <NewEvent rooms={rooms} courses={courses} defaults={defaults} roomId={roomId} done={reload} />
      <TermImport done={reload} />
      <div class="week-bar">
        <label class="field inline">
          <span>Room</span>
          <select value={roomId} onChange={(event) => setRoomId(event.currentTarget.value)}>
            <option value="">All rooms</option>
            {rooms.map((room) => <option key={room.id} value={room.id}>{room.name}</option>)}
          </select>
        </label>
        <strong class="week-name">{days(week.from, new Date(week.until.getTime() - 1))}</strong>
        <div class="actions">
          <button type="button" class="button small" onClick={() => setOffset(offset - 1)}>Week before</button>
          <button type="button" class="button small" disabled={offset === 0} onClick={() => setOffset(0)}>This week</button>
          <button type="button" class="button small" onClick={() => setOffset(offset + 1)}>Week after</button>
        </div>
      </div>
      {problem && <ProblemPanel problem={problem} retry={() => void reload()} />}
      {!data ? (
        !problem && <Loading />
      ) : data.length === 0 ? (
        <Empty title="Nothing planned this week">Add a lecture, or import the term from your timetable.</Empty>
      ) : (
        byDay(data).map(([day, lectures]) => (
          <section key={day} class="plan-day">
            <h2>{new Date(day).toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' })}</h2>
            <ul class="rows">
              {lectures.map((lecture) => <Row key={lecture.id} lecture={lecture} reload={reload} edit={() => setEditing(lecture)} />)}
            </ul>
          </section>
        ))
      )}
      {editing && (
        <EditEvent lecture={editing} rooms={rooms} courses={courses} defaults={defaults} onClose={() => setEditing(null)} done={reload} />
      )}
    </section>
  );
}

function days(from: Date, until: Date): string {
  return new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' }).formatRange(from, until);
}

function time(iso: string): string {
  return new Date(iso).toLocaleTimeString(undefined, { timeStyle: 'short' });
}

function Row({ lecture, reload, edit }: { lecture: PlannedLecture; reload: () => Promise<void>; edit: () => void }) {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (change: () => Promise<unknown>) => {
    setAsking(false);
    setProblem(await attempt(change));
    await reload();
  };
  const facts = [lecture.room, lecture.course?.code, lecture.series && 'series', lecture.moved && 'moved'];
  return (
    <li class={`card row ${lecture.state === 'CANCELLED' ? 'plan-cancelled' : ''}`} data-planned={lecture.id} data-state={lecture.state}>
      <span class="plan-time">{time(lecture.startsAt)}–{time(lecture.endsAt)}</span>
      <div class="row-main">
        <strong>{lecture.title}</strong>
        <p class="soft">{facts.filter(Boolean).join(' · ')}</p>
        {problem && <p class="field-problem" role="alert">{problem}</p>}
      </div>
      <span class={`badge ${BADGES[lecture.state]}`}>{PLANNED_WORDS[lecture.state]}</span>
      {lecture.state === 'PLANNED' && (
        <>
          <button type="button" class="button small" onClick={edit}>Change…</button>
          <button type="button" class="button small" onClick={() => setAsking(true)}>Cancel…</button>
        </>
      )}
      {lecture.state === 'CANCELLED' && (
        <button type="button" class="button small" onClick={() => void run(() => lectern.restorePlanned(lecture.id))}>Plan again</button>
      )}
      {asking && (
        <Dialog title={`Cancel ${lecture.title}?`} onClose={() => setAsking(false)}>
          <p>It will not be recorded. What has been recorded stays.</p>
          <div class="actions stacked">
            <button type="button" class="button danger" onClick={() => void run(() => lectern.cancelPlanned(lecture.id))}>
              {lecture.series ? 'Cancel only this one' : 'Cancel it'}
            </button>
            {lecture.series && (
              <>
                <button type="button" class="button danger" onClick={() => void run(() => lectern.cancelFollowing(lecture.id))}>
                  Cancel this and those that follow
                </button>
                <button type="button" class="button danger" onClick={() => void run(() => lectern.cancelEvent(lecture.eventId))}>
                  Cancel all that have not begun
                </button>
              </>
            )}
            <button type="button" class="button" onClick={() => setAsking(false)}>Keep it</button>
          </div>
        </Dialog>
      )}
    </li>
  );
}

function NewEvent({ rooms, courses, defaults, roomId, done }: {
  rooms: Room[];
  courses: Course[];
  defaults: ScheduleDefaults | null;
  roomId: string;
  done: () => Promise<void>;
}) {
  return (
    <SmallForm
      title="New lecture"
      action="Plan a lecture"
      submit={async (fields) => {
        await lectern.planEvent(eventOf(fields, ZONE));
        await done();
      }}
    >
      <EventFields rooms={rooms} courses={courses} zone={ZONE} defaults={defaults} initial={{ roomId }} scope={null} />
    </SmallForm>
  );
}
