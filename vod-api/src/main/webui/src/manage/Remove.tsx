import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Confirm } from '../ui/Dialog';

/** A delete button that asks first. */
export function Remove({ what, hint, remove, children }: {
  what: string;
  hint: string;
  remove: () => Promise<unknown>;
  children: ComponentChildren;
}) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button
        type="button"
        class="button small icon-only quiet"
        aria-label={`Delete ${what}`}
        title={`Delete ${what}`}
        onClick={() => setAsking(true)}
      >
        {children}
      </button>
      {asking && (
        <Confirm
          title={`Delete ${what}?`}
          action="Delete"
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            void remove();
          }}
        >
          {hint}
        </Confirm>
      )}
    </>
  );
}
