import type { ComponentChildren } from 'preact';
import { type ApiProblem, asProblem } from '../api/problem';
import { Icon } from './icons';

/** Something went wrong, and what to do about it. */
export function ProblemPanel({ problem, retry, title }: {
  problem: ApiProblem | string;
  retry?: (() => void) | undefined;
  title?: string;
}) {
  const away = typeof problem !== 'string' && problem.serverAway;
  return (
    <div class="panel problem" role="alert">
      <Icon name="warning" size={28} />
      <div>
        <h2>{title ?? (away ? 'The server is away' : 'That did not work')}</h2>
        <p>{typeof problem === 'string' ? problem : problem.message}</p>
        {retry && <button type="button" class="button" onClick={retry}>Try again</button>}
      </div>
    </div>
  );
}

/** One line above content that may be old. */
export function Banner({ kind, children }: { kind: 'warn' | 'bad' | 'good' | 'info'; children: ComponentChildren }) {
  return (
    <div class={`banner ${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
      <Icon name={kind === 'good' ? 'check' : kind === 'info' ? 'clock' : 'warning'} size={20} />
      <span>{children}</span>
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <svg viewBox="0 0 120 80" width="120" height="80" aria-hidden="true">
        <rect x="18" y="8" width="84" height="50" rx="6" class="empty-board" />
        <path d="M30 24h40M30 34h56M30 44h28" class="empty-lines" />
        <path d="M60 58v12M44 72h32" class="empty-foot" />
      </svg>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
    </div>
  );
}

export function Loading({ label = 'Loading' }: { label?: string }) {
  return (
    <div class="loading" role="status">
      <span class="spinner" aria-hidden="true" />
      <span>{label}…</span>
    </div>
  );
}

/** Runs a change and tells what went wrong in the server's words; null if all went well. */
export async function attempt(change: () => Promise<unknown>): Promise<string | null> {
  try {
    await change();
    return null;
  } catch (error) {
    return asProblem(error).message;
  }
}
