import { useEffect } from 'preact/hooks';
import type { Role } from '../api/types';
import { useStore } from '../state/store';
import { Loading, ProblemPanel } from '../ui/feedback';
import { ErrorBoundary } from './ErrorBoundary';
import { Header } from './Header';
import { lazy } from './lazy';
import { address, navigate, type Route, routeOf } from './router';
import { homeOf, loadSession, may, session } from './session';
import { SignInPage } from './SignInPage';

const ListPage = lazy(() => import('../watch/ListPage').then((m) => m.ListPage));
const PlayerPage = lazy(() => import('../watch/PlayerPage').then((m) => m.PlayerPage));
const RoomsPage = lazy(() => import('../console/RoomsPage').then((m) => m.RoomsPage));
const RoomPage = lazy(() => import('../console/RoomPage').then((m) => m.RoomPage));
const ManagePage = lazy(() => import('../manage/ManagePage').then((m) => m.ManagePage));

const NEEDS: Partial<Record<Route['page'], Role>> = {
  home: 'student', watch: 'student', player: 'student', console: 'staff', room: 'staff', manage: 'admin',
};

export function App() {
  const now = useStore(address);
  const who = useStore(session);
  const path = now.split('?')[0]!;
  const route = routeOf(path);
  useEffect(() => void loadSession(), []);
  useEffect(() => {
    if (who.known || !who.problem) return undefined;
    const again = setTimeout(() => void loadSession(), 4000);
    return () => clearTimeout(again);
  }, [who]);

  const signedIn = who.known && who.session.authenticated;
  const roles = who.known ? who.session.roles : [];
  const away = who.known && !signedIn && NEEDS[route.page] !== undefined;
  useEffect(() => {
    if (away) navigate(`/sign-in?to=${encodeURIComponent(now)}`, 'replace');
    else if (signedIn && route.page === 'home') navigate(homeOf(roles), 'replace');
  }, [away, signedIn, route.page]);

  if (!who.known) {
    return (
      <main class="page narrow">
        {who.problem ? <ProblemPanel problem={who.problem} retry={() => void loadSession()} /> : <Loading />}
      </main>
    );
  }
  const need = NEEDS[route.page];
  const allowed = need === undefined || may(roles, need);
  return (
    <>
      <Header session={who.session} path={path} />
      <ErrorBoundary on={now}>
        {away || route.page === 'home' ? <Loading /> : allowed ? <Page route={route} roles={roles} /> : <NotAllowed />}
      </ErrorBoundary>
    </>
  );
}

function Page({ route, roles }: { route: Route; roles: Role[] }) {
  switch (route.page) {
    case 'watch':
      return <ListPage />;
    case 'player':
      return <PlayerPage key={route.id} lectureId={route.id} staff={may(roles, 'staff')} />;
    case 'console':
      return <RoomsPage />;
    case 'room':
      return <RoomPage key={route.id} roomId={route.id} />;
    case 'manage':
      return <ManagePage section={route.id || 'lectures'} />;
    case 'sign-in':
      return <SignInPage />;
    case 'home':
    case 'not-found':
      return <NotFound />;
  }
}

function NotFound() {
  return (
    <main id="content" tabIndex={-1} class="page narrow center">
      <p class="big-number" aria-hidden="true">404</p>
      <h1>There is no such page</h1>
      <p class="soft">The address may be mistyped, or what was here has moved.</p>
      <p><a class="button primary" href="/watch">To the lectures</a></p>
    </main>
  );
}

function NotAllowed() {
  return (
    <main id="content" tabIndex={-1} class="page narrow center">
      <h1>This page is not for your account</h1>
      <p class="soft">Ask an administrator if you need it.</p>
      <p><a class="button primary" href="/watch">To the lectures</a></p>
    </main>
  );
}
