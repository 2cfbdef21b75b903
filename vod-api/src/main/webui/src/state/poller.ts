import { type ApiProblem, asProblem } from '../api/problem';
import { Store } from './store';

export interface Polled<T> {
  /** The last good answer; stays while the server is away. */
  data: T | null;
  /** Why the last try failed; null if it did not. */
  problem: ApiProblem | null;
  failures: number;
  /** When the last good answer came, milliseconds since 1970. */
  updatedAt: number | null;
}

export interface Timers {
  now(): number;
  after(ms: number, run: () => void): () => void;
}

export const browserTimers: Timers = {
  now: () => Date.now(),
  after: (ms, run) => {
    const id = setTimeout(run, ms);
    return () => clearTimeout(id);
  },
};

/** How long to wait before the next try: the usual pace, doubled with each failure in a row. */
export function pollDelay(everyMs: number, failures: number, longestMs = 15_000): number {
  return Math.min(everyMs * 2 ** Math.min(failures, 10), Math.max(longestMs, everyMs));
}

/**
 * Asks the same question again and again; one question at a time. Failures slow it down and are
 * shown beside the last good answer. One thread, as everything here.
 */
export class Poller<T> {
  readonly store = new Store<Polled<T>>({ data: null, problem: null, failures: 0, updatedAt: null });
  private cancelTimer: () => void = () => undefined;
  private abort: AbortController | null = null;
  private running = false;

  constructor(
    private readonly ask: (signal: AbortSignal) => Promise<T>,
    private readonly everyMs: number,
    private readonly timers: Timers = browserTimers,
  ) {}

  start(): this {
    if (!this.running) {
      this.running = true;
      void this.once();
    }
    return this;
  }

  stop(): void {
    this.running = false;
    this.cancelTimer();
    this.abort?.abort();
  }

  /** Asks now, for example because the person has just changed something. */
  refresh(): void {
    if (!this.running) return;
    this.cancelTimer();
    this.abort?.abort();
    void this.once();
  }

  /** Puts in an answer that came another way. */
  put(data: T): void {
    this.store.set({ data, problem: null, failures: 0, updatedAt: this.timers.now() });
  }

  private async once(): Promise<void> {
    const abort = new AbortController();
    this.abort = abort;
    try {
      const data = await this.ask(abort.signal);
      if (abort.signal.aborted) return;
      this.put(data);
    } catch (error) {
      if (abort.signal.aborted) return;
      this.store.set((before) => ({ ...before, problem: asProblem(error), failures: before.failures + 1 }));
    }
    if (this.running) {
      this.cancelTimer = this.timers.after(pollDelay(this.everyMs, this.store.get().failures), () => void this.once());
    }
  }
}
