import { lectern } from '../api/lectern';
import { asProblem, type ApiProblem } from '../api/problem';
import type { Role, Session } from '../api/types';
import { Store } from '../state/store';
import { navigate } from './router';

export type SessionState = { known: false; problem: ApiProblem | null } | { known: true; session: Session };

export const NOBODY: Session = { authenticated: false, username: null, displayName: null, roles: [] };

export const session = new Store<SessionState>({ known: false, problem: null });

/** Asks the server who is signed in. */
export async function loadSession(): Promise<void> {
  try {
    session.set({ known: true, session: await lectern.session() });
  } catch (error) {
    const problem = asProblem(error);
    session.set(problem.signInNeeded ? { known: true, session: NOBODY } : { known: false, problem });
  }
}

export async function signOut(): Promise<void> {
  try {
    await lectern.signOut();
  } finally {
    session.set({ known: true, session: NOBODY });
    navigate('/sign-in');
  }
}

lectern.client.onSignedOut = () => session.set({ known: true, session: NOBODY });

/** Whether somebody with these roles may do what the role stands for. */
export function may(roles: readonly Role[], role: Role): boolean {
  if (roles.includes('admin')) return true;
  return role === 'student' ? roles.length > 0 : roles.includes(role);
}

/** The page to begin with. */
export function homeOf(roles: readonly Role[]): string {
  return roles.includes('staff') && !roles.includes('admin') ? '/console' : '/watch';
}
