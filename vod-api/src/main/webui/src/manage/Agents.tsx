import { useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { NewAgent } from '../api/types';
import { ago } from '../format/time';
import { attempt, Empty, Loading, ProblemPanel } from '../ui/feedback';
import { Icon } from '../ui/icons';
import { Remove } from './Remove';
import { SmallForm } from './SmallForm';
import { useLoaded } from './useList';

/** The capture agents: recorders that serve rooms. */
export function Agents() {
  const { data, problem, reload } = useLoaded(() => lectern.agents());
  const [created, setCreated] = useState<NewAgent | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  return (
    <section>
      <SmallForm
        title="New recorder"
        action="Add recorder"
        submit={async ({ name = '' }) => {
          setCreated(await lectern.createAgent(name));
          await reload();
        }}
      >
        <label class="field"><span>Name</span><input name="name" required maxLength={100} placeholder="Recorder in hall A" /></label>
      </SmallForm>
      {created && <Key agent={created} close={() => setCreated(null)} />}
      {failed && <p class="field-problem" role="alert">{failed}</p>}
      {problem && <ProblemPanel problem={problem} retry={() => void reload()} />}
      {!data ? (
        !problem && <Loading />
      ) : data.length === 0 ? (
        <Empty title="No recorders yet">Add one, give its key to the recorder program, then choose it in a room.</Empty>
      ) : (
        <ul class="rows">
          {data.map((agent) => (
            <li key={agent.id} class="card row">
              <div class="row-main">
                <strong>{agent.name}</strong>
                <p class="soft">Last seen {ago(agent.lastSeenAt)}</p>
              </div>
              <span class={`badge ${agent.online ? 'good' : 'bad'}`}>{agent.online ? 'Online' : 'Away'}</span>
              <Remove
                what={agent.name}
                hint="Its key stops working at once."
                remove={async () => setFailed(await attempt(() => lectern.deleteAgent(agent.id).then(reload)))}
              >
                <Icon name="trash" size={20} />
              </Remove>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Key({ agent, close }: { agent: NewAgent; close: () => void }) {
  const [copied, setCopied] = useState(false);
  return (
    <div class="card small-form form" role="status">
      <h2>Key of {agent.name}</h2>
      <p class="soft">Give it to the recorder as LECTERN_AGENT_KEY. It is shown only now.</p>
      <code class="key">{agent.key}</code>
      <div class="actions">
        <button
          type="button"
          class="button"
          onClick={() => void navigator.clipboard?.writeText(agent.key).then(() => setCopied(true))}
        >
          {copied ? 'Copied' : 'Copy'}
        </button>
        <button type="button" class="button primary" onClick={close}>Done</button>
      </div>
    </div>
  );
}
