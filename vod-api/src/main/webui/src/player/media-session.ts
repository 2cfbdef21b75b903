import type { Player } from './player';

/** Lets keyboards, headsets and lock screens control the player; returns how to end that. */
export function offerMediaKeys(player: Player, title: string): () => void {
  const session = navigator.mediaSession as MediaSession | undefined;
  if (!session || typeof MediaMetadata === 'undefined') return () => undefined;
  session.metadata = new MediaMetadata({ title, artist: 'Lectern' });
  const actions: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', () => player.play()],
    ['pause', () => player.pause()],
    ['seekbackward', (details) => player.skip(-(details.seekOffset ?? 10))],
    ['seekforward', (details) => player.skip(details.seekOffset ?? 10)],
    ['seekto', (details) => player.seek(details.seekTime ?? 0)],
  ];
  const set = (action: MediaSessionAction, handler: MediaSessionActionHandler | null) => {
    try {
      session.setActionHandler(action, handler);
    } catch {
      // Not every browser knows every action.
    }
  };
  for (const [action, handler] of actions) set(action, handler);
  return () => {
    session.metadata = null;
    for (const [action] of actions) set(action, null);
  };
}
