import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import { asProblem, type ApiProblem } from '../api/problem';
import type { Course, LecturePage, LectureSummary } from '../api/types';
import { address, navigate } from '../app/router';
import { count } from '../format/units';
import { Poller } from '../state/poller';
import { useStore } from '../state/store';
import { Banner, Empty, Loading, ProblemPanel } from '../ui/feedback';
import { Icon } from '../ui/icons';
import { LectureCard } from './LectureCard';
import { type ListQuery, PAGE, queryOf, refreshMs, searchOf, sections } from './list';
import './list.css';

export function ListPage() {
  const search = useStore(address).split('?')[1] ?? '';
  const query = useMemo(() => queryOf(search), [search]);
  const { page, problem, retry } = useLectures(query);
  const courses = useCourses();
  const change = (part: Partial<ListQuery>) =>
    navigate(`/watch${searchOf({ ...query, limit: PAGE, ...part })}`, 'replace');

  return (
    <main id="content" tabIndex={-1} class="page">
      <div class="list-head">
        <h1>Lectures</h1>
        <Filter query={query} courses={courses} change={change} />
      </div>
      {problem && page && <Banner kind="warn">{problem.message} What you see may be old.</Banner>}
      {problem && !page ? (
        <ProblemPanel problem={problem} retry={retry} />
      ) : page ? (
        <Results page={page} query={query} change={change} />
      ) : (
        <Loading />
      )}
    </main>
  );
}

function Filter({ query, courses, change }: {
  query: ListQuery;
  courses: Course[];
  change: (part: Partial<ListQuery>) => void;
}) {
  const [text, setText] = useState(query.q);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setText(query.q), [query.q]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const typed = (value: string) => {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change({ q: value }), 250);
  };
  return (
    <form
      class="filter"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        change({ q: text });
      }}
    >
      <label class="search">
        <span class="visually-hidden">Search lectures</span>
        <Icon name="search" size={20} />
        <input
          class="input"
          type="search"
          placeholder="Search titles and slides"
          value={text}
          onInput={(event) => typed(event.currentTarget.value)}
        />
      </label>
      {courses.length > 0 && (
        <label>
          <span class="visually-hidden">Course</span>
          <select
            class="input"
            value={query.courseId}
            onChange={(event) => change({ courseId: event.currentTarget.value })}
          >
            <option value="">All courses</option>
            {courses.map((course) => (
              <option key={course.id} value={course.id}>{course.code} – {course.title}</option>
            ))}
          </select>
        </label>
      )}
    </form>
  );
}

function Results({ page, query, change }: {
  page: LecturePage;
  query: ListQuery;
  change: (part: Partial<ListQuery>) => void;
}) {
  if (page.items.length === 0) {
    return query.q || query.courseId ? (
      <Empty title="Nothing found">No lecture fits this search. Try fewer words or another course.</Empty>
    ) : (
      <Empty title="No lectures yet">As soon as a lecture is recorded and published, it appears here by itself.</Empty>
    );
  }
  const { now, past } = sections(page.items);
  const more = page.total - page.items.length;
  return (
    <>
      <p class="visually-hidden" role="status">{count(page.total, 'lecture')}</p>
      {now.length > 0 && <Section title="Happening now" lectures={now} query={query.q} />}
      {past.length > 0 && <Section title={now.length > 0 ? 'Earlier' : null} lectures={past} query={query.q} />}
      {more > 0 && (
        <p class="list-more">
          <button type="button" class="button" onClick={() => change({ limit: query.limit + PAGE })}>
            Show more ({more} left)
          </button>
        </p>
      )}
    </>
  );
}

function Section({ title, lectures, query }: { title: string | null; lectures: LectureSummary[]; query: string }) {
  return (
    <section class="list-section">
      {title && <h2>{title}</h2>}
      <div class="cards">{lectures.map((lecture) => <LectureCard key={lecture.id} lecture={lecture} query={query} />)}</div>
    </section>
  );
}

/** The lectures, looked at again while something runs. */
function useLectures(query: ListQuery): { page: LecturePage | null; problem: ApiProblem | null; retry: () => void } {
  const [every, setEvery] = useState(30_000);
  const last = useRef<LecturePage | null>(null);
  const poller = useMemo(
    () => new Poller((signal) => lectern.lectures({ q: query.q, courseId: query.courseId }, query.limit, signal), every),
    [query, every],
  );
  useEffect(() => {
    poller.start();
    return () => poller.stop();
  }, [poller]);
  const polled = useStore(poller.store);
  if (polled.data) last.current = polled.data;
  useEffect(() => {
    if (polled.data) setEvery(refreshMs(polled.data.items));
  }, [polled.data]);
  return {
    page: polled.data ?? last.current,
    problem: polled.problem ? asProblem(polled.problem) : null,
    retry: () => poller.refresh(),
  };
}

function useCourses(): Course[] {
  const [courses, setCourses] = useState<Course[]>([]);
  useEffect(() => {
    // The filter is a convenience; the list works without it.
    lectern.courses().then(setCourses, () => undefined);
  }, []);
  return courses;
}
