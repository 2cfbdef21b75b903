import { useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import { attempt } from '../ui/feedback';
import { navigate, returnAddress } from './router';
import { loadSession } from './session';

export function SignInPage() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setProblem(null);
    const failed = await attempt(() =>
      lectern.signIn(String(fields.get('username')).trim(), String(fields.get('password'))),
    );
    if (failed === null) {
      await loadSession();
      navigate(returnAddress(location.search), 'replace');
    } else {
      setProblem(failed);
      setBusy(false);
    }
  }

  return (
    <main id="content" tabIndex={-1} class="page sign-in">
      <div class="sign-in-card">
        <h1>Sign in</h1>
        <p class="soft">Lectures, as they happen and whenever you need them again.</p>
        <form onSubmit={(event) => void submit(event)}>
          <label class="field">
            <span>User name</span>
            <input name="username" autocomplete="username" autocapitalize="none" spellcheck={false} required autofocus />
          </label>
          <label class="field">
            <span>Password</span>
            <input name="password" type="password" autocomplete="current-password" required />
          </label>
          {problem && <p class="field-problem" role="alert">{problem}</p>}
          <button class="button primary wide" disabled={busy}>{busy ? 'Signing in…' : 'Sign in'}</button>
        </form>
      </div>
    </main>
  );
}
