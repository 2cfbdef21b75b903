import { useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Webhook } from '../api/types';
import { attempt, Banner, Loading, ProblemPanel } from '../ui/feedback';
import { Confirm } from '../ui/Dialog';
import { useLoaded } from './useList';
import { lastTold, newSecret } from './webhook';

/** Where alarms are told to: address, secret, a test, and how the last message fared. */
export function WebhookForm() {
  const { data, problem, reload } = useLoaded(() => lectern.webhook());
  const [saved, setSaved] = useState(false);
  if (!data) return problem ? <ProblemPanel problem={problem} retry={() => void reload()} /> : <Loading />;
  return (
    <section>
      <p class="soft webhook-about">
        Alarms stand in the console. They can also be told to another system, such as a chat or a paging service: each one
        that is raised or has come right is sent there as JSON over HTTP.
      </p>
      <Form key={data.url ?? ''} webhook={data} reload={reload} saved={saved} setSaved={setSaved} />
    </section>
  );
}

function Form({ webhook, reload, saved, setSaved }: {
  webhook: Webhook;
  reload: () => Promise<void>;
  saved: boolean;
  setSaved: (saved: boolean) => void;
}) {
  const [secret, setSecret] = useState('');
  const [busy, setBusy] = useState<'save' | 'test' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [removing, setRemoving] = useState(false);
  const told = lastTold(webhook, Date.now());
  const run = async (what: 'save' | 'test', change: () => Promise<unknown>) => {
    setBusy(what);
    setSaved(false);
    const failed = await attempt(change);
    setProblem(failed);
    setBusy(null);
    setSaved(what === 'save' && failed === null);
    if (what === 'save' && failed === null) setSecret('');
    await reload();
  };
  return (
    <form
      class="card small-form form"
      data-webhook
      onSubmit={(event) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        void run('save', () => lectern.setWebhook(String(fields.get('url')).trim(), secret || null));
      }}
    >
      <h2>Tell alarms to</h2>
      <label class="field">
        <span>Address</span>
        <input name="url" type="url" required maxLength={2000} defaultValue={webhook.url ?? ''} placeholder="https://alarms.example.org/lectern" />
      </label>
      <div class="field">
        <label for="webhook-secret">Secret</label>
        <div class="webhook-secret">
          <input
            id="webhook-secret"
            class="input"
            minLength={16}
            maxLength={200}
            required={webhook.url === null}
            autocomplete="off"
            spellcheck={false}
            value={secret}
            placeholder={webhook.url === null ? 'At least 16 characters' : 'Unchanged'}
            onInput={(event) => setSecret(event.currentTarget.value)}
          />
          <button type="button" class="button" onClick={() => setSecret(newSecret())}>Make one</button>
        </div>
        <small>
          Each message is signed with it: X-Lectern-Signature is sha256= and the HMAC-SHA256 of the body. It is not shown
          again; copy it to the receiver before you save.
        </small>
      </div>
      {problem && <p class="field-problem" role="alert">{problem}</p>}
      {saved && <Banner kind="good">Saved. Send a test to see whether it arrives.</Banner>}
      {told && !saved && <Banner kind={told.good ? 'good' : 'bad'}>{told.text}</Banner>}
      <div class="actions">
        {webhook.url !== null && (
          <>
            <button type="button" class="button danger" onClick={() => setRemoving(true)}>Tell nobody…</button>
            <button type="button" class="button" disabled={busy !== null} onClick={() => void run('test', () => lectern.testWebhook())}>
              {busy === 'test' ? 'Sending…' : 'Send a test alarm'}
            </button>
          </>
        )}
        <button class="button primary" disabled={busy !== null}>Save</button>
      </div>
      {removing && (
        <Confirm
          title="Tell alarms to nobody?"
          action="Tell nobody"
          onYes={() => {
            setRemoving(false);
            void run('test', () => lectern.removeWebhook());
          }}
          onNo={() => setRemoving(false)}
        >
          The address and its secret are forgotten. Alarms still stand in the console.
        </Confirm>
      )}
    </form>
  );
}
