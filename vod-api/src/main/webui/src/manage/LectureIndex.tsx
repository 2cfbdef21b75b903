import { useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { LectureDetail, LectureIndex, Silence } from '../api/types';
import { clock, length, spoken } from '../format/time';
import { count } from '../format/units';
import { attempt, Loading, ProblemPanel } from '../ui/feedback';
import { momentOf } from '../watch/list';
import { useLoaded } from './useList';
import { lengthOf, outline, type Waveform } from './waveform';

const COLUMNS = 600;

/** What was made beside the video of a lecture: slides, and where it might be cut. */
export function LectureIndexPanel({ lectureId }: { lectureId: string }) {
  const { data, problem, reload } = useLoaded(() => lectern.lecture(lectureId), [lectureId]);
  if (problem && !data) return <ProblemPanel problem={problem} retry={() => void reload()} />;
  if (!data) return <Loading />;
  return <Index lecture={data} reload={reload} />;
}

function Index({ lecture, reload }: { lecture: LectureDetail; reload: () => Promise<void> }) {
  const [problem, setProblem] = useState<string | null>(null);
  const { index } = lecture;
  const again = async () => {
    setProblem(await attempt(() => lectern.describeAgain(lecture.id)));
    await reload();
  };
  return (
    <div class="lecture-index">
      <p role="status">{wordsOf(index)}</p>
      {index?.silences && <Silences lecture={lecture} waveformUrl={index.waveformUrl} silences={index.silences} />}
      {problem && <p class="field-problem" role="alert">{problem}</p>}
      {index?.state !== 'WAITING' && (
        <button type="button" class="button small" onClick={() => void again()}>
          {index ? 'Make slides and previews anew' : 'Make slides and previews'}
        </button>
      )}
    </div>
  );
}

function wordsOf(index: LectureIndex | null): string {
  switch (index?.state) {
    case undefined:
      return 'There are no slides and previews of this lecture yet.';
    case 'WAITING':
      return 'Slides and previews are made as soon as a worker has nothing else to do.';
    case 'FAILED':
      return `Slides and previews could not be made: ${index.problem ?? 'no reason was told.'}`;
    case 'DONE':
      return `${count(index.slides.length, 'slide')}${
        index.slides.length === 0 ? '' : index.textRead ? ', searchable by their text' : '; their text was not read: no worker has Tesseract'
      }.`;
  }
}

function Silences({ lecture, waveformUrl, silences }: {
  lecture: LectureDetail;
  waveformUrl: string | null;
  silences: readonly Silence[];
}) {
  const { data: waveform } = useLoaded<Waveform | null>(() => (waveformUrl ? load(waveformUrl) : Promise.resolve(null)), [waveformUrl]);
  const seconds = lecture.durationSeconds ?? (waveform ? lengthOf(waveform) : 0);
  return (
    <>
      {waveform && seconds > 0 && (
        <svg class="waveform" viewBox={`0 -1 ${COLUMNS} 2`} preserveAspectRatio="none" aria-hidden="true">
          {silences.map(({ startSeconds, endSeconds }) => (
            <rect
              key={startSeconds}
              class="waveform-silence"
              x={(startSeconds / seconds) * COLUMNS}
              y={-1}
              width={Math.max(1, ((endSeconds - startSeconds) / seconds) * COLUMNS)}
              height={2}
            />
          ))}
          <path class="waveform-sound" d={outline(waveform, COLUMNS)} />
        </svg>
      )}
      {silences.length > 0 ? (
        <>
          <h3>Nobody speaks</h3>
          <ul class="silences">
            {silences.map(({ startSeconds, endSeconds }) => (
              <li key={startSeconds}>
                <a
                  href={momentOf(lecture.id, startSeconds)}
                  aria-label={`Silence at ${spoken(startSeconds)}, for ${spoken(endSeconds - startSeconds)}: watch`}
                >
                  {clock(startSeconds)}–{clock(endSeconds)}
                </a>{' '}
                <span class="soft">{length(endSeconds - startSeconds)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        waveform && <p class="soft">Somebody speaks all the time.</p>
      )}
    </>
  );
}

async function load(url: string): Promise<Waveform> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.json()) as Waveform;
}
