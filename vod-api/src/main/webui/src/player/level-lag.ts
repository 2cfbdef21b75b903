/** A level that ends so much before the others is not about to follow, in seconds. */
const LAGS = 18;

/** After so long a level may have caught up, in seconds. */
const TRY_AGAIN = 60;

/**
 * Keeps the choice of levels off one that lags: while the encoders of a running lecture are behind, its
 * best rungs end earlier than the others, and a player that follows the line alone would wait there.
 * Levels count from the lowest. Pure.
 */
export class LevelLag {
  private longest = 0;
  private cap = -1;
  private cappedAt = 0;
  /** What had been chosen for other reasons, the size of the picture for one. */
  private others = -1;

  /** How far any playlist of the view reaches, be it of sound. */
  reaches(edge: number): void {
    this.longest = Math.max(this.longest, edge);
  }

  /**
   * A level's playlist was read.
   *
   * @param edge where it ends
   * @param live whether it grows
   * @param now any clock
   * @param highest the highest level that may be chosen until now, -1 for any
   * @returns the highest from now on
   */
  read(level: number, edge: number, live: boolean, now: number, highest: number): number {
    this.reaches(edge);
    if (live && level > 0 && this.longest - edge >= LAGS) {
      if (this.cap < 0 || highest !== this.cap) this.others = highest;
      this.cap = level - 1;
      this.cappedAt = now;
      return this.others < 0 ? this.cap : Math.min(this.others, this.cap);
    }
    if (this.cap >= 0 && (!live || now - this.cappedAt >= TRY_AGAIN)) {
      const ours = highest === this.cap;
      this.cap = -1;
      return ours ? this.others : highest;
    }
    return highest;
  }
}
