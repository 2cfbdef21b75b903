import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A modal dialog: the browser's own, which keeps the focus and closes on Escape. */
export function Dialog({ title, onClose, children }: {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      class="dialog"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      <div class="dialog-body">
        <h2>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

/** Asks before something that cannot be undone. */
export function Confirm({ title, children, action, onYes, onNo }: {
  title: string;
  children: ComponentChildren;
  action: string;
  onYes: () => void;
  onNo: () => void;
}) {
  return (
    <Dialog title={title} onClose={onNo}>
      <p>{children}</p>
      <div class="actions">
        <button type="button" class="button" onClick={onNo}>Cancel</button>
        <button type="button" class="button danger" onClick={onYes}>{action}</button>
      </div>
    </Dialog>
  );
}
