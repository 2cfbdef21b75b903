import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { attempt } from '../ui/feedback';
import { Icon } from '../ui/icons';

/** A short form to add something, closed until it is wanted. Tells in the server's words what is wrong. */
export function SmallForm({ title, action, submit, children }: {
  title: string;
  action: string;
  submit: (fields: Record<string, string>) => Promise<unknown>;
  children: ComponentChildren;
}) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (!open) {
    return (
      <p class="add">
        <button type="button" class="button" onClick={() => setOpen(true)}><Icon name="plus" size={20} /> {action}</button>
      </p>
    );
  }
  const send = async (form: HTMLFormElement) => {
    const fields = Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, String(value).trim()]));
    setBusy(true);
    const failed = await attempt(() => submit(fields));
    setBusy(false);
    setProblem(failed);
    if (failed === null) setOpen(false);
  };
  return (
    <form
      class="card small-form form"
      onSubmit={(event) => {
        event.preventDefault();
        void send(event.currentTarget);
      }}
    >
      <h2>{title}</h2>
      <div class="form-row">{children}</div>
      {problem && <p class="field-problem" role="alert">{problem}</p>}
      <div class="actions">
        <button type="button" class="button" onClick={() => setOpen(false)}>Cancel</button>
        <button class="button primary" disabled={busy}>{action}</button>
      </div>
    </form>
  );
}
