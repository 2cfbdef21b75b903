import { useEffect, useRef, useState } from 'preact/hooks';
import { Confirm } from '../ui/Dialog';

const HOLD_MS = 1200;

/**
 * Stop: press and hold, so that a brush against the screen does not end a lecture. A short press,
 * and every keyboard or screen reader, gets a question instead. What has not begun is given up.
 */
export function HoldButton({ begun, onDone }: { begun: boolean; onDone: () => void }) {
  const [holding, setHolding] = useState(false);
  const [asking, setAsking] = useState(false);
  const [sent, setSent] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const held = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);

  const done = () => {
    setHolding(false);
    setAsking(false);
    setSent(true);
    onDone();
    // The button comes back if the server did not take it.
    setTimeout(() => setSent(false), 4000);
  };
  const press = () => {
    held.current = false;
    setHolding(true);
    timer.current = setTimeout(() => {
      held.current = true;
      done();
    }, HOLD_MS);
  };
  const release = () => {
    clearTimeout(timer.current);
    setHolding(false);
  };

  return (
    <>
      <button
        type="button"
        class={`button big stop ${holding ? 'holding' : ''}`}
        style={{ '--hold': `${HOLD_MS}ms` }}
        disabled={sent}
        onPointerDown={(event) => {
          if (event.button === 0) press();
        }}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
        onContextMenu={(event) => event.preventDefault()}
        onClick={() => {
          if (!held.current && !sent) setAsking(true);
          held.current = false;
        }}
      >
        <span class="stop-square" aria-hidden="true" />
        <span>{sent ? 'Stopping…' : holding ? 'Keep holding…' : begun ? 'Stop recording' : 'Give up'}</span>
      </button>
      {asking && (
        <Confirm
          title={begun ? 'Stop this recording?' : 'Give up this recording?'}
          action={begun ? 'Stop recording' : 'Give up'}
          onYes={done}
          onNo={() => setAsking(false)}
        >
          {begun
            ? 'The lecture ends here for everyone who watches. It cannot be continued, only a new one started.'
            : 'The recorder is not asked any more. A new recording can be started.'}
        </Confirm>
      )}
    </>
  );
}
