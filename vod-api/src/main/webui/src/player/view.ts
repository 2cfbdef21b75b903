import Hls, { type ErrorData, type LevelDetails } from 'hls.js';
import { hlsConfig } from './hls-config';
import { LevelLag } from './level-lag';
import { PictureLag } from './picture';
import { bufferedAhead, type Level, levelLabels, type Range } from './state';
import type { ViewStatus } from './sync';

export interface ViewEvents {
  /** Something that is drawn has changed. */
  changed(): void;
  /** The server refuses the grant. Resolves with a newer one in force. */
  refused(): Promise<void>;
}

export interface ViewTrouble {
  at: number;
  text: string;
  fatal: boolean;
}

/** Whether hls.js can play here; else the browser must do it by itself. */
export const hasMediaSource = () => Hls.isSupported();

const RETRIES = 6;
const now = () => performance.now() / 1000;

/**
 * One view: a video element and what feeds it. Knows nothing of other views. The element is made
 * here and lives as long as the view, so that drawing a new layout never interrupts playback.
 */
export class PlayerView {
  readonly video = document.createElement('video');
  levels: Level[] = [];
  chosenLevel = -1;
  details: LevelDetails | null = null;
  /** Why it cannot be shown; null if it can. */
  problem: string | null = null;
  /** It has lost its source and tries again. */
  retrying = false;
  /** How often it ran dry while it played. */
  stalls = 0;
  /** Media time of the frame on the screen, as the browser tells it; null where it does not. */
  frameTime: number | null = null;
  readonly troubles: ViewTrouble[] = [];
  private readonly lag = new PictureLag();
  private hls: Hls | null = null;
  private loading = true;
  private retries = 0;
  private mediaRecoveries: number[] = [];
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private source: string | null = null;
  private rolling = false;
  private troubleAt = -Infinity;

  constructor(
    readonly name: string,
    readonly role: string,
    readonly kind: 'VIDEO' | 'AUDIO',
    readonly master: boolean,
    private readonly rewrite: (url: string) => string,
    private readonly events: ViewEvents,
  ) {
    const { video } = this;
    video.playsInline = true;
    video.preload = 'auto';
    video.muted = !master;
    video.disableRemotePlayback = true;
    video.tabIndex = -1;
    video.dataset.view = name;
    video.addEventListener('waiting', () => this.countStall());
    video.addEventListener('playing', () => (this.rolling = true));
    for (const event of ['seeking', 'pause', 'emptied'] as const) {
      video.addEventListener(event, () => (this.rolling = false));
    }
    for (const event of ['seeking', 'pause', 'waiting', 'playing'] as const) {
      video.addEventListener(event, () => this.lag.reset());
    }
    for (const event of ['playing', 'pause', 'seeked', 'canplay', 'ended', 'durationchange', 'progress'] as const) {
      video.addEventListener(event, () => this.events.changed());
    }
    video.addEventListener('error', () => this.nativeError());
    this.watchFrames();
  }

  get loaded(): boolean {
    return this.source !== null;
  }

  get live(): boolean {
    return this.details?.live ?? (this.loaded && this.video.duration === Infinity);
  }

  /** End of what the playlist offers, 0 while unknown. */
  get end(): number {
    if (this.details) return this.details.edge;
    const { duration, seekable } = this.video;
    if (Number.isFinite(duration)) return duration;
    return seekable.length > 0 ? seekable.end(seekable.length - 1) : 0;
  }

  get buffered(): Range[] {
    const { buffered } = this.video;
    return Array.from({ length: buffered.length }, (_, i) => [buffered.start(i), buffered.end(i)] as const);
  }

  get level(): number {
    return this.hls?.currentLevel ?? -1;
  }

  load(url: string, startAt: number): void {
    this.unload();
    this.source = url;
    this.problem = null;
    if (!hasMediaSource()) {
      // iPhone without ManagedMediaSource: the browser's own HLS player.
      this.video.src = this.rewrite(url);
      if (startAt > 0) this.video.currentTime = startAt;
      return;
    }
    const hls = new Hls(hlsConfig(this.master, startAt, this.rewrite));
    this.hls = hls;
    hls.on(Hls.Events.MANIFEST_PARSED, () => {
      this.levels = levelLabels(hls.levels);
      this.events.changed();
    });
    const levelLag = new LevelLag();
    hls.on(Hls.Events.AUDIO_TRACK_UPDATED, (_, { details }) => levelLag.reaches(details.edge));
    hls.on(Hls.Events.LEVEL_UPDATED, (_, { details, level }) => {
      this.details = details;
      hls.autoLevelCapping = levelLag.read(level, details.edge, details.live, now(), hls.autoLevelCapping);
      this.events.changed();
    });
    hls.on(Hls.Events.LEVEL_SWITCHED, () => this.events.changed());
    hls.on(Hls.Events.FRAG_BUFFERED, () => this.recovered());
    hls.on(Hls.Events.ERROR, (_, data) => this.hlsError(hls, data));
    hls.loadSource(url);
    hls.attachMedia(this.video);
  }

  unload(): void {
    clearTimeout(this.retryTimer);
    this.retrying = false;
    this.retries = 0;
    this.hls?.destroy();
    this.hls = null;
    this.details = null;
    this.levels = [];
    this.source = null;
    this.loading = true;
    if (this.video.hasAttribute('src')) {
      this.video.removeAttribute('src');
      this.video.load();
    }
  }

  /** Switches the requests for media on or off; what is buffered stays. */
  setLoading(loading: boolean): void {
    if (loading === this.loading || !this.hls || this.retrying) return;
    this.loading = loading;
    if (loading) this.hls.startLoad(this.video.currentTime);
    else this.hls.stopLoad();
  }

  get mayLoad(): boolean {
    return this.loading;
  }

  chooseLevel(index: number): void {
    this.chosenLevel = index;
    if (this.hls) this.hls.nextLevel = index;
    this.events.changed();
  }

  /** How far the picture is from `currentTime`, null where that is not known. */
  get pictureLag(): number | null {
    return this.lag.value(now());
  }

  status(): ViewStatus {
    const { video } = this;
    return {
      name: this.name,
      position: video.currentTime,
      pictureLag: this.pictureLag,
      ready: video.readyState >= 3,
      seeking: video.seeking,
      ended: video.ended,
      failed: this.problem !== null || !this.loaded,
      ahead: bufferedAhead(this.buffered, video.currentTime),
    };
  }

  /** Begins again after a failure. */
  retry(): void {
    if (this.source) this.load(this.source, this.video.currentTime);
  }

  private watchFrames(): void {
    if (!('requestVideoFrameCallback' in this.video)) return;
    const frame: VideoFrameRequestCallback = (_, { mediaTime, expectedDisplayTime }) => {
      const { video } = this;
      const at = expectedDisplayTime / 1000;
      this.frameTime = mediaTime;
      if (!video.paused) this.lag.shown(mediaTime, video.currentTime + (at - now()) * video.playbackRate, at);
      this.video.requestVideoFrameCallback(frame);
    };
    this.video.requestVideoFrameCallback(frame);
  }

  private countStall(): void {
    // Filling the buffer after a jump or a start is no stall.
    if (this.rolling && !this.video.ended) this.stalls += 1;
    this.rolling = false;
    this.events.changed();
  }

  /** Requests have failed just now, even if hls.js still tries by itself. */
  get troubled(): boolean {
    return this.retrying || now() - this.troubleAt < 6;
  }

  private note(text: string, fatal: boolean): void {
    this.troubleAt = now();
    this.troubles.push({ at: this.video.currentTime, text, fatal });
    if (this.troubles.length > 50) this.troubles.shift();
  }

  private recovered(): void {
    this.retries = 0;
    this.troubleAt = -Infinity;
    if (this.retrying) {
      this.retrying = false;
      this.events.changed();
    }
  }

  private hlsError(hls: Hls, data: ErrorData): void {
    // Our own stopping and starting of requests.
    if (data.details === Hls.ErrorDetails.INTERNAL_ABORTED) return;
    this.note(`${data.details}${data.response ? ` (HTTP ${data.response.code})` : ''}`, data.fatal);
    const refused = data.response?.code === 403;
    if (!data.fatal && !refused) return;
    if (data.type === Hls.ErrorTypes.MEDIA_ERROR) {
      this.recoverMedia(hls);
    } else if (data.type === Hls.ErrorTypes.NETWORK_ERROR) {
      if (refused) void this.renewThenRetry();
      else this.retryLater();
    } else {
      this.fail('This browser cannot play this view.');
    }
    this.events.changed();
  }

  private recoverMedia(hls: Hls): void {
    const at = now();
    this.mediaRecoveries = this.mediaRecoveries.filter((one) => at - one < 30);
    this.mediaRecoveries.push(at);
    if (this.mediaRecoveries.length <= 3) hls.recoverMediaError();
    else this.fail('This part of the recording cannot be decoded by this browser.');
  }

  private async renewThenRetry(): Promise<void> {
    try {
      await this.events.refused();
      this.restart();
    } catch {
      this.retryLater();
    }
  }

  private retryLater(): void {
    if (this.retries >= RETRIES) {
      this.fail('The recording cannot be reached.');
      return;
    }
    this.retrying = true;
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.restart(), Math.min(1000 * 2 ** this.retries, 10_000));
    this.retries += 1;
  }

  private restart(): void {
    const { hls, source } = this;
    if (!hls || !source) return;
    // Without a parsed multivariant playlist there is nothing to go on with.
    if (hls.levels.length === 0) hls.loadSource(source);
    else hls.startLoad(this.video.currentTime);
    this.loading = true;
  }

  private nativeError(): void {
    if (this.hls || !this.loaded) return;
    this.note(this.video.error?.message ?? 'error', true);
    this.fail('The recording cannot be played here.');
  }

  private fail(problem: string): void {
    this.problem = problem;
    this.retrying = false;
    this.hls?.stopLoad();
    this.events.changed();
  }
}
