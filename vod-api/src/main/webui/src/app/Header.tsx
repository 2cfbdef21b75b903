import type { Session } from '../api/types';
import { may, signOut } from './session';

function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="8" class="logo-ground" />
      <path d="M7 9h18l-3 8H10z" fill="#fff" />
      <path d="M14.500 17h3v6h-3zM10 23h12v2.400H10z" class="logo-foot" />
    </svg>
  );
}

const PLACES = [
  { to: '/watch', name: 'Watch', role: 'student' },
  { to: '/console', name: 'Console', role: 'staff' },
  { to: '/manage', name: 'Manage', role: 'admin' },
] as const;

export function Header({ session, path }: { session: Session; path: string }) {
  const places = PLACES.filter(({ role }) => may(session.roles, role));
  const name = session.displayName ?? session.username ?? '';
  return (
    <header class="header">
      <a class="skip" href="#content">To the content</a>
      <a class="brand" href="/watch">
        <Logo />
        <span>Lectern</span>
      </a>
      {session.authenticated && (
        <>
          <nav class="nav" aria-label="Main">
            {places.length > 1 && places.map(({ to, name: label }) => (
              <a key={to} href={to} aria-current={path.startsWith(to) ? 'page' : undefined}>{label}</a>
            ))}
          </nav>
          <div class="who">
            <span class="who-name" title={`Signed in as ${name}`}>{name}</span>
            <button type="button" class="button quiet" onClick={() => void signOut()}>Sign out</button>
          </div>
        </>
      )}
    </header>
  );
}
