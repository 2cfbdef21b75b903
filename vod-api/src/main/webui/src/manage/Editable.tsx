import { useState } from 'preact/hooks';
import { attempt } from '../ui/feedback';
import { Icon } from '../ui/icons';

/** Text that becomes a field when pressed; Enter saves, Escape leaves it as it was. */
export function Editable({ value, label, save, shown = value, clearable = false, hint }: {
  value: string;
  label: string;
  save: (value: string) => Promise<unknown>;
  /** What stands there while it is not edited. */
  shown?: string;
  /** Whether it may be left empty. */
  clearable?: boolean;
  hint?: string;
}) {
  const [text, setText] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const close = () => {
    setText(null);
    setProblem(null);
  };
  const submit = async () => {
    const wanted = (text ?? '').trim();
    if ((wanted === '' && !clearable) || wanted === value) return close();
    setBusy(true);
    const failed = await attempt(() => save(wanted));
    setBusy(false);
    if (failed === null) close();
    else setProblem(failed);
  };
  if (text === null) {
    return (
      <button type="button" class="editable" title={`Change: ${label}`} onClick={() => setText(value)}>
        <span>{shown}</span>
        <Icon name="edit" size={16} />
        <span class="visually-hidden">Change {label}</span>
      </button>
    );
  }
  return (
    <form
      class="editing"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <input
        class="input"
        aria-label={label}
        value={text}
        placeholder={hint}
        maxLength={200}
        disabled={busy}
        ref={(input) => {
          if (input && !input.dataset.met) {
            input.dataset.met = 'yes';
            input.select();
          }
        }}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button class="button small primary" disabled={busy}>Save</button>
      <button type="button" class="button small" onClick={close}>Cancel</button>
      {problem && <p class="field-problem" role="alert">{problem}</p>}
    </form>
  );
}
