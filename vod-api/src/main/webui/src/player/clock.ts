/**
 * Where a view's picture is, to a few milliseconds, from sparse samples.
 *
 * A slide track shows a new frame only each 200 ms, and `currentTime` is as coarse in some browsers,
 * so neither can be compared between views as it is. A frame is shown at or after its due time,
 * never before; so of all samples the one that is furthest ahead is the least delayed, and the
 * clock follows that one: it jumps ahead at once and falls back only slowly. Times in seconds.
 */
export class FrameClock {
  private media = 0;
  private wall = 0;
  private rate = 1;
  private running = false;
  private known = false;

  /**
   * @param leak how fast the clock falls back towards later samples, seconds per second
   * @param resetBehind a sample this far behind is a stall or a jump, not a delay
   */
  constructor(
    private readonly leak = 0.004,
    private readonly resetBehind = 0.5,
  ) {}

  /** Forgets all samples; after a seek. */
  reset(): void {
    this.known = false;
  }

  /** The speed from now on. 0 holds the clock. */
  setRate(rate: number, wall: number): void {
    if (rate === this.rate && this.running === rate > 0) return;
    if (this.known) {
      this.media = this.at(wall);
      this.wall = wall;
    }
    this.rate = rate;
    this.running = rate > 0;
  }

  /** A frame of `media` time was put on the screen at `wall`. */
  sample(media: number, wall: number): void {
    if (!this.known) {
      this.media = media;
      this.wall = wall;
      this.known = true;
      return;
    }
    const expected = this.at(wall);
    const ahead = media - expected;
    if (ahead >= 0 || ahead < -this.resetBehind) {
      this.media = media;
    } else {
      this.media = expected + Math.max(ahead, -this.leak * Math.max(0, wall - this.wall));
    }
    this.wall = Math.max(wall, this.wall);
  }

  get ready(): boolean {
    return this.known;
  }

  /** The position at `wall`. */
  at(wall: number): number {
    return this.running ? this.media + this.rate * (wall - this.wall) : this.media;
  }
}
