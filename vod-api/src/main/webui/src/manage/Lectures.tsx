import { useRef, useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Course, LecturePatch, LectureSummary } from '../api/types';
import { clock, dayAndTime } from '../format/time';
import { attempt, Banner, Empty, Loading, ProblemPanel } from '../ui/feedback';
import { Icon } from '../ui/icons';
import { watchable } from '../watch/list';
import { Editable } from './Editable';
import { Uploads } from './Uploads';
import { Language } from './Language';
import { LectureIndexPanel } from './LectureIndex';
import { useLoaded } from './useList';

const PAGE = 50;
const STATES = { SCHEDULED: 'Planned', RECORDING: 'Recording', IMPORTING: 'Being uploaded', PROCESSING: 'Being finished', READY: 'Ready', FAILED: 'Nothing recorded' };

export function Lectures() {
  const [q, setQ] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const { data, problem, reload } = useLoaded(() => lectern.lectures({ q }, limit), [q, limit]);
  const courses = useLoaded(() => lectern.courses()).data ?? [];
  return (
    <section>
      <Uploads courses={courses} changed={reload} />
      <label class="search manage-search">
        <span class="visually-hidden">Search lectures</span>
        <Icon name="search" size={20} />
        <input
          class="input"
          type="search"
          placeholder="Search titles and slides"
          onInput={(event) => {
            const { value } = event.currentTarget;
            clearTimeout(timer.current);
            timer.current = setTimeout(() => setQ(value.trim()), 250);
          }}
        />
      </label>
      {problem && (data ? <Banner kind="bad">{problem.message}</Banner> : <ProblemPanel problem={problem} retry={() => void reload()} />)}
      {!data ? (
        !problem && <Loading />
      ) : data.items.length === 0 ? (
        <Empty title={q ? 'Nothing found' : 'No lectures yet'}>{q ? 'No lecture fits this search.' : 'Start a recording in the console.'}</Empty>
      ) : (
        <ul class="rows">
          {data.items.map((lecture) => <LectureRow key={lecture.id} lecture={lecture} courses={courses} reload={reload} />)}
        </ul>
      )}
      {data && data.total > data.items.length && (
        <button type="button" class="button" onClick={() => setLimit(limit + PAGE)}>Show more</button>
      )}
    </section>
  );
}

function LectureRow({ lecture, courses, reload }: {
  lecture: LectureSummary;
  courses: Course[];
  reload: () => Promise<void>;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(false);
  const patch = async (change: LecturePatch) => {
    await lectern.patchLecture(lecture.id, change);
    await reload();
  };
  const quietly = async (change: LecturePatch) => {
    setBusy(true);
    setProblem(await attempt(() => patch(change)));
    setBusy(false);
  };
  const facts = [
    dayAndTime(lecture.recordedAt), lecture.room, STATES[lecture.state],
    lecture.durationSeconds ? clock(lecture.durationSeconds) : null,
  ];
  return (
    <li class="card row" data-lecture={lecture.id}>
      <div class="row-main">
        <Editable value={lecture.title} label="title" save={(title) => patch({ title })} />
        <p class="soft">{facts.filter(Boolean).join(' · ')}</p>
        <Language value={lecture.language} otherwise="Language not told" save={(language) => patch({ language })} />
        {problem && <p class="field-problem" role="alert">{problem}</p>}
      </div>
      <label class="row-course">
        <span class="visually-hidden">Course</span>
        <select
          class="input"
          value={lecture.course?.id ?? ''}
          disabled={busy}
          onChange={(event) => void quietly({ courseId: event.currentTarget.value || null })}
        >
          <option value="">No course</option>
          {courses.map((course) => <option key={course.id} value={course.id}>{course.code} – {course.title}</option>)}
        </select>
      </label>
      <button
        type="button"
        class="switch"
        role="switch"
        aria-checked={lecture.published}
        disabled={busy}
        onClick={() => void quietly({ published: !lecture.published })}
      >
        <span class="switch-track" aria-hidden="true" />
        {lecture.published ? 'Published' : 'Not published'}
      </button>
      <a class={`button small ${watchable(lecture) ? '' : 'absent'}`} href={`/watch/${lecture.id}`}>Watch</a>
      {lecture.state === 'READY' && (
        <details class="row-more" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>Slides and silences</summary>
          {open && <LectureIndexPanel lectureId={lecture.id} />}
        </details>
      )}
    </li>
  );
}
