import { useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Course, PlannedLecture, Room, ScheduleDefaults } from '../api/types';
import { Dialog } from '../ui/Dialog';
import { attempt, Loading, ProblemPanel } from '../ui/feedback';
import { EventFields } from './EventFields';
import { changedEvent, fieldsOf, moveOf, type Scope } from './plan';
import { useLoaded } from './useList';

const SCOPES: readonly [Scope, string][] = [
  ['one', 'Only this one'],
  ['following', 'This and those that follow'],
  ['all', 'All of the series'],
];

/** Changes a planned lecture, the rest of its series, or all of it; what has begun stays as it is. */
export function EditEvent({ lecture, rooms, courses, defaults, onClose, done }: {
  lecture: PlannedLecture;
  rooms: readonly Room[];
  courses: readonly Course[];
  defaults: ScheduleDefaults | null;
  onClose: () => void;
  done: () => Promise<void>;
}) {
  const { data: event, problem: away, reload } = useLoaded(() => lectern.event(lecture.eventId));
  const [scope, setScope] = useState<Scope>(lecture.series ? 'one' : 'all');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (!event) {
    return (
      <Dialog title="Change a lecture" onClose={onClose}>
        {away ? <ProblemPanel problem={away} retry={() => void reload()} /> : <Loading />}
      </Dialog>
    );
  }
  const send = async (form: HTMLFormElement) => {
    const fields = Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, String(value).trim()]));
    setBusy(true);
    const failed = await attempt(() => {
      if (scope === 'one') return lectern.movePlanned(lecture.id, moveOf(fields));
      const wanted = changedEvent(fields, event);
      return scope === 'all' ? lectern.changeEvent(event.id, wanted) : lectern.changeFollowing(lecture.id, wanted);
    });
    setBusy(false);
    setProblem(failed);
    if (failed === null) {
      await done();
      onClose();
    }
  };
  return (
    <Dialog title={`Change ${lecture.title}`} onClose={onClose}>
      <form
        class="form"
        data-edit={scope}
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void send(submitted.currentTarget);
        }}
      >
        {lecture.series && (
          <fieldset class="scopes">
            <legend class="visually-hidden">What to change</legend>
            {SCOPES.map(([id, label]) => (
              <label key={id}>
                <input type="radio" name="scope" value={id} checked={scope === id} onChange={() => setScope(id)} />
                {label}
              </label>
            ))}
          </fieldset>
        )}
        <div class="form-row">
          <EventFields
            key={scope}
            rooms={rooms}
            courses={courses}
            zone={event.zone}
            defaults={defaults}
            initial={fieldsOf(lecture, event, scope)}
            scope={lecture.series ? scope : null}
          />
        </div>
        {problem && <p class="field-problem" role="alert">{problem}</p>}
        <div class="actions">
          <button type="button" class="button" onClick={onClose}>Cancel</button>
          <button class="button primary" disabled={busy}>Save</button>
        </div>
      </form>
    </Dialog>
  );
}
