import { useEffect, useMemo, useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Encoding as State } from '../api/types';
import { ago, length } from '../format/time';
import { count } from '../format/units';
import { Poller } from '../state/poller';
import { useStore } from '../state/store';
import { attempt, Banner, Empty, Loading, ProblemPanel } from '../ui/feedback';
import { encoderName, eta, summary, URGENCY_WORDS } from './queue';

/** What is being encoded, by whom, and when it will be done; admins can pause it. */
export function Encoding() {
  const poller = useMemo(() => new Poller((signal) => lectern.encoding(signal), 3000), []);
  useEffect(() => {
    poller.start();
    return () => poller.stop();
  }, [poller]);
  const { data, problem } = useStore(poller.store);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const change = async (call: () => Promise<State>) => {
    setBusy(true);
    setFailed(await attempt(call));
    poller.refresh();
    setBusy(false);
  };
  if (!data) return problem ? <ProblemPanel problem={problem} retry={() => poller.refresh()} /> : <Loading />;
  return (
    <section class="encoding">
      {data.pausedAt && (
        <Banner kind="warn">
          Paused by {data.pausedBy} {ago(data.pausedAt)}. Recording goes on; what it brings can be watched after encoding has been resumed.
        </Banner>
      )}
      {!data.pausedAt && data.workers.length === 0 && (
        <Banner kind="bad">No worker is there. Start one: lectures are recorded meanwhile, but cannot be watched.</Banner>
      )}
      <div class="card row">
        <div class="row-main">
          <strong>{summary(data)}</strong>
          <p class="soft">{eta(data.etaSeconds, data.chunksWaiting + data.chunksEncoding)}</p>
        </div>
        {data.pausedAt ? (
          <button type="button" class="button primary" disabled={busy} onClick={() => void change(lectern.resumeEncoding)}>Resume</button>
        ) : (
          <button type="button" class="button" disabled={busy} onClick={() => void change(lectern.pauseEncoding)}>Pause</button>
        )}
      </div>
      {failed && <p class="field-problem" role="alert">{failed}</p>}
      <h2>Lectures</h2>
      {data.lectures.length === 0 ? (
        <Empty title="Everything is encoded">Lectures appear here while they are recorded and until their last picture is ready.</Empty>
      ) : (
        <ul class="rows">
          {data.lectures.map((lecture) => (
            <li key={lecture.lectureId} class="card row">
              <div class="row-main">
                <strong><a href={`/watch/${lecture.lectureId}`}>{lecture.title}</a></strong>
                <p class="soft">{count(lecture.chunksOpen, 'part')} to do · {eta(lecture.etaSeconds, lecture.chunksOpen)}</p>
              </div>
              <span class={`badge ${lecture.urgency === 'LIVE' ? 'live' : 'plain'}`}>{URGENCY_WORDS[lecture.urgency]}</span>
            </li>
          ))}
        </ul>
      )}
      <h2>Workers</h2>
      <ul class="rows">
        {data.workers.map((worker) => (
          <li key={worker.name} class="card row">
            <div class="row-main">
              <strong>{worker.name}</strong>
              <p class="soft">{worker.busy} of {count(worker.threads, 'thread')} at work{encoderName(worker.encoder) && ` · cameras by ${encoderName(worker.encoder)}`} · for {length((Date.now() - Date.parse(worker.startedAt)) / 1000)}</p>
              {worker.encoderProblem && <p class="field-problem">Cameras by x264: {worker.encoderProblem}</p>}
            </div>
            <span class={`badge ${worker.busy > 0 ? 'good' : 'plain'}`}>{worker.busy > 0 ? 'Encodes' : 'Waits'}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
