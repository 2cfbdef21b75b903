import { useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Course } from '../api/types';
import { attempt, Empty, Loading, ProblemPanel } from '../ui/feedback';
import { Icon } from '../ui/icons';
import { Editable } from './Editable';
import { Language } from './Language';
import { Remove } from './Remove';
import { SmallForm } from './SmallForm';
import { useLoaded } from './useList';

export function Courses() {
  const { data, problem, reload } = useLoaded(() => lectern.courses());
  return (
    <section>
      <SmallForm
        title="New course"
        action="Add course"
        submit={async (fields) => {
          await lectern.createCourse({
            code: fields['code'] ?? '', title: fields['title'] ?? '', language: fields['language'] || null,
          });
          await reload();
        }}
      >
        <label class="field"><span>Code</span><input name="code" required maxLength={40} placeholder="CS101" /></label>
        <label class="field"><span>Title</span><input name="title" required maxLength={200} placeholder="Introduction to computing" /></label>
        <label class="field"><span>Language</span><input name="language" maxLength={35} placeholder="en, de-AT …" /></label>
      </SmallForm>
      {problem && <ProblemPanel problem={problem} retry={() => void reload()} />}
      {!data ? (
        !problem && <Loading />
      ) : data.length === 0 ? (
        <Empty title="No courses yet">A course gathers the lectures of a term.</Empty>
      ) : (
        <ul class="rows">{data.map((course) => <CourseRow key={course.id} course={course} reload={reload} />)}</ul>
      )}
    </section>
  );
}

function CourseRow({ course, reload }: { course: Course; reload: () => Promise<void> }) {
  const [problem, setProblem] = useState<string | null>(null);
  const { id, code, title, language } = course;
  const save = async (change: Partial<Course>) => {
    await lectern.updateCourse(id, { code, title, language, ...change });
    await reload();
  };
  return (
    <li class="card row">
      <div class="row-code"><Editable value={code} label="code" save={(value) => save({ code: value })} /></div>
      <div class="row-main">
        <Editable value={title} label="title" save={(value) => save({ title: value })} />
        <Language value={language} otherwise="Language not told" save={(value) => save({ language: value })} />
        {problem && <p class="field-problem" role="alert">{problem}</p>}
      </div>
      <Remove
        what={`${code} – ${title}`}
        hint="Its lectures stay, without a course."
        remove={async () => setProblem(await attempt(() => lectern.deleteCourse(id).then(reload)))}
      >
        <Icon name="trash" size={20} />
      </Remove>
    </li>
  );
}
