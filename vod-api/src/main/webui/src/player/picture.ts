/**
 * How far a view's picture is from its clock. Browsers show each frame for a whole number of screen
 * refreshes and let that drift by up to half a frame: 20 ms for a camera, 100 ms for slides of five
 * frames a second. So two elements with equal `currentTime` may still show different moments.
 * Times in seconds.
 */
export class PictureLag {
  private samples: { at: number; lag: number }[] = [];

  /** @param window how far back samples count */
  constructor(private readonly window = 2) {}

  /** After a jump, a stop or a change of speed. */
  reset(): void {
    this.samples = [];
  }

  /**
   * A frame goes on the screen.
   *
   * @param media media time of the frame
   * @param clock `currentTime` at the moment when it is displayed
   * @param at when that is
   */
  shown(media: number, clock: number, at: number): void {
    this.samples.push({ at, lag: media - clock });
    if (this.samples.length > 200) this.samples.shift();
  }

  /** Median of the last frames: positive shows too early. Null while too few were seen. */
  value(now: number): number | null {
    const recent = this.samples.filter(({ at }) => now - at <= this.window).map(({ lag }) => lag);
    if (recent.length < 5) return null;
    recent.sort((a, b) => a - b);
    return recent[recent.length >> 1] ?? null;
  }
}
