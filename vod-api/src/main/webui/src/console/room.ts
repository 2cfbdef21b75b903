import { useEffect, useMemo, useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Capture, Room } from '../api/types';
import { Poller, type Polled } from '../state/poller';
import { useStore } from '../state/store';
import { phaseOf } from './capture';

export interface RoomView {
  room: Room;
  /** What runs, or what ran last and is still being finished or was just made ready. */
  capture: Capture | null;
}

const key = (roomId: string) => `lectern.console.${roomId}`;

/** Asks for the room and its capture each second, and remembers the capture after it has stopped. */
export class RoomWatch {
  readonly poller: Poller<RoomView>;
  private captureId: string | null;

  constructor(readonly roomId: string) {
    this.captureId = sessionStorage.getItem(key(roomId));
    this.poller = new Poller((signal) => this.ask(signal), 1000);
  }

  private async ask(signal: AbortSignal): Promise<RoomView> {
    const room = await lectern.room(this.roomId, signal);
    if (room.activeCaptureId) this.follow(room.activeCaptureId);
    const capture = this.captureId ? await this.captureOf(this.captureId, signal) : null;
    return { room, capture };
  }

  private async captureOf(id: string, signal: AbortSignal): Promise<Capture | null> {
    const before = this.poller.store.get().data?.capture;
    // Nothing changes any more in what is ready.
    if (before?.id === id && (phaseOf(before) === 'ready' || phaseOf(before) === 'failed')) return before;
    try {
      return await lectern.capture(id, signal);
    } catch (error) {
      if ((error as { status?: number }).status !== 404) throw error;
      this.dismiss();
      return null;
    }
  }

  follow(captureId: string): void {
    this.captureId = captureId;
    sessionStorage.setItem(key(this.roomId), captureId);
  }

  /** Shows a fresh room again. */
  dismiss(): void {
    this.captureId = null;
    sessionStorage.removeItem(key(this.roomId));
    this.poller.refresh();
  }
}

export function useRoom(roomId: string): [Polled<RoomView>, RoomWatch] {
  const watch = useMemo(() => new RoomWatch(roomId), [roomId]);
  useEffect(() => {
    watch.poller.start();
    return () => watch.poller.stop();
  }, [watch]);
  return [useStore(watch.poller.store), watch];
}

/** The time, once a second. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
