import type { RefObject } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';

/** Full screen of an element; on an iPhone only a video can have it. */
export function useFullscreen(box: RefObject<HTMLElement | null>): [boolean, () => void] {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null && document.fullscreenElement === box.current);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, []);
  const toggle = useCallback(() => {
    if (document.fullscreenElement) {
      void document.exitFullscreen();
    } else if (box.current?.requestFullscreen) {
      box.current.requestFullscreen().catch(() => undefined);
    } else {
      const video = box.current?.querySelector('video') as (HTMLVideoElement & { webkitEnterFullscreen?(): void }) | null;
      video?.webkitEnterFullscreen?.();
    }
  }, []);
  return [full, toggle];
}

/** Whether nothing has been touched for some seconds, while `on`. */
export function useIdle(box: RefObject<HTMLElement | null>, on: boolean, afterMs = 3000): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!on || !element) {
      setIdle(false);
      return undefined;
    }
    let timer: ReturnType<typeof setTimeout>;
    const touched = () => {
      setIdle(false);
      clearTimeout(timer);
      timer = setTimeout(() => setIdle(true), afterMs);
    };
    touched();
    const events = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;
    for (const event of events) element.addEventListener(event, touched);
    return () => {
      clearTimeout(timer);
      for (const event of events) element.removeEventListener(event, touched);
    };
  }, [on]);
  return idle;
}

/** Closes a menu when something else is pressed or Escape is. */
export function useDismiss(box: RefObject<HTMLElement | null>, open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return undefined;
    const pressed = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) close();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
      box.current?.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', pressed);
    document.addEventListener('keydown', key, true);
    return () => {
      document.removeEventListener('pointerdown', pressed);
      document.removeEventListener('keydown', key, true);
    };
  }, [open]);
}
