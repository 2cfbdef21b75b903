import { SECTIONS } from '../manage/sections';
import { Store } from '../state/store';

export interface Route {
  page: 'watch' | 'player' | 'console' | 'room' | 'manage' | 'sign-in' | 'home' | 'not-found';
  /** What stands in the address: lecture, room or section. */
  id: string;
}

const ROUTES: readonly (readonly [RegExp, Route['page']])[] = [
  [/^\/$/, 'home'],
  [/^\/watch\/?$/, 'watch'],
  [/^\/watch\/([^/]+)\/?$/, 'player'],
  [/^\/console\/?$/, 'console'],
  [/^\/console\/([^/]+)\/?$/, 'room'],
  [/^\/manage\/?$/, 'manage'],
  [new RegExp(`^/manage/(${SECTIONS.map(({ id }) => id).join('|')})/?$`), 'manage'],
  [/^\/sign-in\/?$/, 'sign-in'],
];

/** The page of a path. */
export function routeOf(path: string): Route {
  for (const [pattern, page] of ROUTES) {
    const match = pattern.exec(path);
    if (match) return { page, id: decodeURIComponent(match[1] ?? '') };
  }
  return { page: 'not-found', id: '' };
}

export const address = new Store(typeof location === 'undefined' ? '/' : location.pathname + location.search);

/** Goes to an address of ours without loading the pages again. */
export function navigate(to: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'replace') history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  address.set(location.pathname + location.search);
  if (how === 'push') {
    scrollTo(0, 0);
    // Screen readers and keyboards begin at the new page's content.
    document.getElementById('content')?.focus({ preventScroll: true });
  }
}

/** Makes back, forward and every plain link of ours go through {@link navigate}. */
export function listen(): void {
  addEventListener('popstate', () => address.set(location.pathname + location.search));
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname === location.pathname && link.hash) return;
    if (/^\/(api|q|play)\//.test(link.pathname)) return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  });
}

/** Where to go after signing in; never to another site. */
export function returnAddress(search: string): string {
  const to = new URLSearchParams(search).get('to') ?? '';
  return /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') ? to : '/';
}
