import { useState } from 'preact/hooks';
import type { Course, Room, ScheduleDefaults } from '../api/types';
import { REPEATS, type Scope } from './plan';

/** The fields of a lecture or a series. Of one lecture of a series only its title, day and times can differ. */
export function EventFields({ rooms, courses, zone, defaults, initial, scope }: {
  rooms: readonly Room[];
  courses: readonly Course[];
  zone: string;
  defaults: ScheduleDefaults | null;
  initial: Record<string, string>;
  scope: Scope | null;
}) {
  const [repeat, setRepeat] = useState(initial['repeat'] ?? 'once');
  const first = scope === 'one' ? 'Day' : scope === 'following' ? 'From this day on' : 'First day';
  return (
    <>
      <label class="field"><span>Title</span><input name="title" required maxLength={200} placeholder="Mechanics" defaultValue={initial['title']} /></label>
      {scope !== 'one' && (
        <>
          <label class="field">
            <span>Room</span>
            <select name="roomId" required>
              {rooms.map((room) => <option key={room.id} value={room.id} selected={room.id === initial['roomId']}>{room.name}</option>)}
            </select>
          </label>
          <label class="field">
            <span>Course</span>
            <select name="courseId">
              <option value="">None</option>
              {courses.map((course) => <option key={course.id} value={course.id} selected={course.id === initial['courseId']}>{course.code} – {course.title}</option>)}
            </select>
          </label>
        </>
      )}
      <label class="field"><span>{first}</span><input name="date" type="date" required defaultValue={initial['date']} /></label>
      <label class="field"><span>From</span><input name="start" type="time" required defaultValue={initial['start']} /></label>
      <label class="field"><span>To</span><input name="end" type="time" required defaultValue={initial['end']} /><small>{zone}</small></label>
      {scope !== 'one' && (
        <>
          <label class="field">
            <span>Repeats</span>
            <select name="repeat" value={repeat} onChange={(event) => setRepeat(event.currentTarget.value)}>
              {Object.entries(REPEATS).map(([id, { label }]) => <option key={id} value={id}>{label}</option>)}
              {initial['repeat'] === 'other' && <option value="other">As it does now</option>}
            </select>
          </label>
          {repeat !== 'once' && repeat !== 'other' && (
            <label class="field"><span>Last day</span><input name="until" type="date" required defaultValue={initial['until']} /></label>
          )}
          <Margin name="leadIn" label="Record earlier, min" usual={defaults?.leadInMinutes} value={initial['leadIn']} />
          <Margin name="leadOut" label="Record longer, min" usual={defaults?.leadOutMinutes} value={initial['leadOut']} />
        </>
      )}
    </>
  );
}

function Margin({ name, label, usual, value }: {
  name: string;
  label: string;
  usual: number | undefined;
  value: string | undefined;
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <input name={name} type="number" min={0} max={120} step={1} placeholder={usual === undefined ? '' : `${usual}, as usual`} defaultValue={value} />
    </label>
  );
}
