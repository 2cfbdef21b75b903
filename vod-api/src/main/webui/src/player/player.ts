import type { Grant, GrantView } from '../api/types';
import { Store } from '../state/store';
import { slaveMayLoad } from './bandwidth';
import type { GrantKeeper } from './grant';
import { readPreferences, writePreferences } from './preferences';
import { savePosition, savedPosition, type Shelf } from './resume';
import { snapshot } from './snapshot';
import { byRole, clampPosition, firstLayout, type Layout, newestPosition, type PlayerState, startPosition } from './state';
import { type Orders, SyncEngine } from './sync';
import { hasMediaSource, PlayerView } from './view';

const TICK_MS = 100;
const SAVE_MS = 5000;

/**
 * Plays the views of one lecture together. Owns the elements, the sync engine and the state that
 * the components draw; the components only call its methods. Lives as long as the page.
 */
export class Player {
  readonly store: Store<PlayerState>;
  readonly views: PlayerView[] = [];
  orders: Orders | null = null;
  /** Largest error between a shown picture and the sound since the last jump, settled, seconds. */
  largestError = 0;
  private readonly engine = new SyncEngine();
  private readonly timer: ReturnType<typeof setInterval>;
  private grantViews: GrantView[];
  private started = false;
  /** The views' playlists end at different places; the newest that all have is known once all are read. */
  private toNewest: boolean;
  private savedAt = 0;
  private movedAt = performance.now();
  private closed = false;
  private readonly online = () => this.retry();
  /** Browsers stop pictures that nobody sees; they are put right when somebody looks again. */
  private readonly seen = () => {
    this.engine.jumped();
    this.tick();
  };

  constructor(
    private readonly lectureId: string,
    private readonly keeper: GrantKeeper,
    private readonly shelf: Shelf,
    /** Where to begin, seconds; null where the person was before. */
    from: number | null = null,
  ) {
    const { grant } = keeper;
    this.grantViews = byRole(grant.views);
    this.store = new Store(this.firstState(grant));
    for (const view of this.grantViews) this.addView(view);
    this.applyVolume();
    const saved = from ?? savedPosition(shelf, lectureId);
    // A growing lecture is first loaded at its newest end, which only its playlist tells: -1.
    const startAt = saved ?? (grant.live ? -1 : startPosition(null, false, grant.durationSeconds ?? 0));
    this.toNewest = startAt === -1;
    this.master.load(this.urlOf(this.master), startAt);
    this.loadShown(startAt);
    this.timer = setInterval(() => this.tick(), TICK_MS);
    addEventListener('online', this.online);
    document.addEventListener('visibilitychange', this.seen);
  }

  get master(): PlayerView {
    return this.views.find((view) => view.master)!;
  }

  get state(): PlayerState {
    return this.store.get();
  }

  close(): void {
    this.closed = true;
    removeEventListener('online', this.online);
    document.removeEventListener('visibilitychange', this.seen);
    this.save();
    clearInterval(this.timer);
    for (const view of this.views) view.unload();
    this.keeper.close();
  }

  play(): void {
    const { ended } = this.master.video;
    if (ended && !this.state.live) this.seek(0);
    this.update({ wantsPlay: true });
    this.tick();
  }

  pause(): void {
    this.update({ wantsPlay: false });
    this.tick();
    this.save();
  }

  toggle(): void {
    if (this.state.wantsPlay && this.state.phase !== 'ended') this.pause();
    else this.play();
  }

  seek(seconds: number): void {
    const to = clampPosition(seconds, this.end());
    this.engine.jumped();
    this.largestError = 0;
    this.movedAt = performance.now();
    for (const view of this.views) {
      if (view.loaded) {
        view.setLoading(true);
        view.video.currentTime = to;
      }
    }
    this.update({ position: to });
    this.tick();
  }

  skip(seconds: number): void {
    this.seek(this.state.position + seconds);
  }

  /** To the newest of a growing lecture, else to the end. */
  goToNewest(): void {
    this.seek(this.state.live ? newestPosition(this.end()) : this.end());
  }

  setRate(rate: number): void {
    this.update({ rate });
    writePreferences(this.shelf, this.state);
    this.tick();
  }

  setVolume(volume: number, muted = false): void {
    this.update({ volume: Math.min(1, Math.max(0, volume)), muted });
    writePreferences(this.shelf, this.state);
    this.applyVolume();
  }

  setLayout(layout: Layout): void {
    this.update({ layout });
    this.loadShown(this.master.video.currentTime);
    this.tick();
  }

  chooseLevel(viewName: string, level: number): void {
    this.view(viewName)?.chooseLevel(level);
    this.tick();
  }

  /** Tries everything again that has failed. */
  retry(): void {
    for (const view of this.views) if (view.problem !== null) view.retry();
    this.tick();
  }

  /** Takes up views that were published since, and says whether the lecture still grows. */
  regrant(grant: Grant): void {
    const known = new Set(this.views.map((view) => view.name));
    this.grantViews = byRole(grant.views);
    const added = this.grantViews.filter((view) => !known.has(view.name));
    if (added.length === 0) return;
    for (const view of added) this.addView(view);
    const { layout } = this.state;
    const wanted = firstLayout(this.grantViews).shown;
    const shown = layout.shown.length < 2 ? [...new Set([...layout.shown, ...wanted])].slice(0, 2) : layout.shown;
    this.setLayout({ ...layout, shown: byRole(this.views).map((view) => view.name).filter((n) => shown.includes(n)) });
  }

  /** Asks for a new grant, which also tells of new views. */
  renewGrant(): Promise<void> {
    return this.keeper.renew().then(
      () => undefined,
      () => undefined,
    );
  }

  view(name: string): PlayerView | undefined {
    return this.views.find((view) => view.name === name);
  }

  /** How far the view's picture is ahead of the master's, as well as can be told, seconds. */
  errorOf(view: PlayerView): number {
    const clocks = view.video.currentTime - this.master.video.currentTime;
    const lags = [view.pictureLag, this.master.pictureLag] as const;
    return lags[0] === null || lags[1] === null ? clocks : clocks + lags[0] - lags[1];
  }

  private addView(view: GrantView): void {
    const master = this.views.length === 0;
    const made = new PlayerView(view.name, view.role, view.kind, master, (url) => this.keeper.rewrite(url), {
      changed: () => this.draw(),
      refused: () => this.keeper.renew().then(() => undefined),
    });
    this.views.push(made);
  }

  private urlOf(view: PlayerView): string {
    const granted = this.grantViews.find(({ name }) => name === view.name)!;
    return view.master ? granted.url : granted.mutedUrl;
  }

  /** Loads what is on the stage and drops what is not; the sound always stays. */
  private loadShown(startAt: number): void {
    const { shown } = this.state.layout;
    for (const view of this.views) {
      if (view.master) continue;
      if (shown.includes(view.name) && !view.loaded) view.load(this.urlOf(view), startAt);
      else if (!shown.includes(view.name) && view.loaded) {
        view.unload();
        this.engine.forget(view.name);
      }
    }
  }

  private tick(): void {
    if (this.closed) return;
    if (this.toNewest && this.stage().every((view) => view.end > 0)) {
      this.toNewest = false;
      if (this.master.live) this.seek(newestPosition(this.end()));
    }
    const now = performance.now() / 1000;
    const { wantsPlay, rate } = this.state;
    const slaves = document.hidden ? [] : this.views.filter((view) => !view.master && view.loaded);
    const master = this.master.status();
    const statuses = slaves.map((view) => view.status());
    this.orders = this.engine.tick({ now, wantsPlay, rate, master, slaves: statuses });
    for (const order of this.orders.views) {
      const view = this.view(order.name);
      if (view) this.obey(view, order);
    }
    const complete = !this.master.live && master.position + master.ahead > this.master.end - 1;
    for (const [i, view] of slaves.entries()) {
      const slave = { ahead: statuses[i]!.ahead, complete: false };
      view.setLoading(slaveMayLoad({ ahead: master.ahead, complete }, slave, view.mayLoad));
    }
    if (master.ready) this.started = true;
    this.draw();
    if (wantsPlay && performance.now() - this.savedAt > SAVE_MS) this.save();
  }

  private obey({ video }: PlayerView, order: Orders['views'][number]): void {
    if (order.seekTo !== undefined) video.currentTime = order.seekTo;
    if (Math.abs(video.playbackRate - order.rate) > 0.0005) video.playbackRate = order.rate;
    if (order.play && video.paused) {
      video.play().catch((error: unknown) => {
        // Browsers want a click before there is sound; the big play button asks for it.
        if (error instanceof DOMException && error.name === 'NotAllowedError') this.update({ wantsPlay: false });
      });
    } else if (!order.play && !video.paused) {
      video.pause();
    }
  }

  private applyVolume(): void {
    const { video } = this.master;
    video.volume = this.state.volume;
    video.muted = this.state.muted;
  }

  private end(): number {
    const ends = this.stage().map((view) => view.end).filter((end) => end > 0);
    if (ends.length === 0) return this.keeper.grant.durationSeconds ?? 0;
    return this.master.live ? Math.min(...ends) : this.master.end || Math.max(...ends);
  }

  /** Views that count: the one with sound and those on the stage that have not failed. */
  private stage(): PlayerView[] {
    return this.views.filter((view) => view.loaded && view.problem === null);
  }

  private draw(): void {
    if (this.closed) return;
    const stage = this.stage();
    this.noteError(stage);
    this.update(
      snapshot({
        views: this.views, master: this.master, stage, orders: this.orders, started: this.started,
        wantsPlay: this.state.wantsPlay, end: this.end(), liveByGrant: this.keeper.grant.live,
      }),
    );
  }

  /** For the diagnostics: the error counts only while everything has run undisturbed for a while. */
  private noteError(stage: PlayerView[]): void {
    const moving = stage.every(({ video }) => !video.paused && !video.seeking && video.readyState >= 3);
    if (!moving) this.movedAt = performance.now();
    if (performance.now() - this.movedAt < 3000) return;
    for (const view of stage) {
      this.largestError = Math.max(this.largestError, Math.abs(this.errorOf(view)));
    }
  }

  /** Keeps the position for the next visit. */
  save(): void {
    if (!this.started) return;
    this.savedAt = performance.now();
    savePosition(this.shelf, this.lectureId, this.master.video.currentTime, this.state.live ? Infinity : this.end());
  }

  private update(change: Partial<PlayerState>): void {
    this.store.set((before) => {
      const changed = (Object.keys(change) as (keyof PlayerState)[]).some(
        (key) => JSON.stringify(before[key]) !== JSON.stringify(change[key]),
      );
      return changed ? { ...before, ...change } : before;
    });
  }

  private firstState(grant: Grant): PlayerState {
    const layout = firstLayout(this.grantViews);
    // An old iPhone plays one picture well; a second one is the person's choice.
    if (!hasMediaSource()) layout.shown.length = 1;
    return {
      phase: 'loading', wantsPlay: true, waiting: false, position: 0, end: grant.durationSeconds ?? 0,
      live: grant.live, buffered: [], views: [], layout, notice: null, problem: null,
      ...readPreferences(this.shelf),
    };
  }
}
