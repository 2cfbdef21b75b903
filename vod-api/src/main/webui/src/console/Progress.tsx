import type { Capture } from '../api/types';
import { clock } from '../format/time';
import { Banner } from '../ui/feedback';
import { Icon } from '../ui/icons';
import { Books } from './Books';
import { phaseOf, steps } from './capture';

/** After Stop, until the lecture is ready. */
export function Progress({ capture, again }: { capture: Capture; again: () => void }) {
  const phase = phaseOf(capture);
  const recorded = Math.max(0, ...capture.tracks.map((track) => track.recordedSeconds + track.gapSeconds));
  return (
    <div class="form" data-phase={phase}>
      <div class="running-head">
        <h2>{capture.title}</h2>
        <p class="soft">{clock(recorded)} recorded</p>
      </div>
      {phase === 'failed' ? (
        <Banner kind="bad">Nothing was recorded. Check the devices and start again.</Banner>
      ) : (
        <ol class="steps">
          {steps(capture).map((step) => (
            <li key={step.name} class={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
              <span class="step-mark" aria-hidden="true">
                {step.state === 'done' ? <Icon name="check" size={18} /> : step.state === 'now' ? <span class="spinner" /> : null}
              </span>
              <div>
                <strong>{step.name}</strong>
                {step.detail && <span class="soft"> {step.detail}</span>}
                {step.part !== null && step.state === 'now' && <progress value={step.part} aria-label={step.name} />}
              </div>
            </li>
          ))}
        </ol>
      )}
      <Books captureId={capture.id} ready={phase === 'ready'} />
      {(capture.publication?.views.length ?? 0) > 0 && (
        <a class="button primary wide" href={`/watch/${capture.lectureId}`}><Icon name="play" /> Watch</a>
      )}
      {(phase === 'ready' || phase === 'failed' || phase === 'finishing') && (
        <button type="button" class="button wide" onClick={again}>New recording</button>
      )}
    </div>
  );
}
