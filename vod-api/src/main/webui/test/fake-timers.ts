import type { Timers } from '../src/state/poller';

/** A clock that a test moves. */
export class FakeTimers implements Timers {
  private time = 0;
  private waiting: { at: number; run: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.time + ms, run };
    this.waiting.push(entry);
    return () => (this.waiting = this.waiting.filter((one) => one !== entry));
  }

  get pending(): number[] {
    return this.waiting.map(({ at }) => at - this.time);
  }

  async advance(ms: number): Promise<void> {
    const until = this.time + ms;
    for (;;) {
      const next = this.waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.waiting = this.waiting.filter((one) => one !== next);
      this.time = next.at;
      next.run();
      await settle();
    }
    this.time = until;
    await settle();
  }
}

/** Lets promises that are done be noticed. */
export const settle = () => new Promise<void>((done) => setImmediate(done));
