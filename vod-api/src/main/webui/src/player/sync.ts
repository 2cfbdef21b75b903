/**
 * Keeps several views of one lecture in step. Pure: it is told how each view stands and says what to
 * do; it touches no element and reads no clock, so its tests run without a browser.
 *
 * One view, the one with sound, is the master and is never bent: its speed is the person's. The
 * others follow it: a small error is worked off by a slightly different speed, a large one by a
 * seek. If one runs dry the others wait for it, but a view that stays dry, or has failed, is left
 * behind and picked up again later: nobody loses the lecturer's voice to a slide. Times in seconds.
 */

export interface ViewStatus {
  name: string;
  /** The element's `currentTime`. */
  position: number;
  /** How far the picture is from that, positive shows too early; null if it is not known. */
  pictureLag: number | null;
  /** Enough is buffered to play on (HAVE_FUTURE_DATA). */
  ready: boolean;
  seeking: boolean;
  ended: boolean;
  /** The last request is done for: no more data will come. */
  failed: boolean;
  /** Buffered ahead of the position. */
  ahead: number;
}

export interface GroupStatus {
  now: number;
  /** The person wants it to play. */
  wantsPlay: boolean;
  /** The person's speed. */
  rate: number;
  master: ViewStatus;
  slaves: ViewStatus[];
}

export type Hold = 'none' | 'master-dry' | 'slave-dry';

export interface ViewOrder {
  name: string;
  play: boolean;
  rate: number;
  /** Jump here; absent: do not jump. */
  seekTo?: number;
}

export interface Orders {
  hold: Hold;
  /** For whom the others wait; null if they do not. */
  waitingFor: string | null;
  views: ViewOrder[];
  /** Views that are out of step at the moment and said to be so. */
  behind: string[];
}

export const SYNC = {
  /** Errors above this are worked off… */
  correctAbove: 0.015,
  /** …until they are below this. */
  settledBelow: 0.004,
  /** Errors above this are jumped over. */
  seekAbove: 0.3,
  /** While paused, the picture is put right when it is off by more than this. */
  pausedSeekAbove: 0.015,
  /** An error is worked off in about this time… */
  correctWithin: 0.8,
  /** …with a speed this much faster or slower at most. */
  maxNudge: 0.08,
  /** The picture's lag is looked at after the view has run steadily for this long… */
  lagAfter: 2.5,
  /** …and made up for when it is more than this… */
  lagAbove: 0.01,
  /** …up to this much. */
  lagMax: 0.12,
  /** The least time between two jumps of a view; doubles while jumps do not help. */
  seekPause: 1.5,
  seekPauseMax: 12,
  /** A slave may be dry this long before the others wait for it. */
  slaveGrace: 0.4,
  /** They wait no longer than this… */
  slaveHoldMax: 6,
  /** …and wait for that view again only after it has been in step this long. */
  slaveTrustAfter: 10,
} as const;

interface SlaveMemory {
  /** How far this view's clock is to be from the master's, so that the pictures are in step. */
  target: number;
  /** Nothing was corrected since. */
  steadySince: number | null;
  /** The last errors, newest first: their median is believed, as some browsers tell the time coarsely. */
  errors: number[];
  correcting: boolean;
  /** The view asked for by the last jump has not arrived yet. */
  seekAt: number | null;
  lastSeek: number;
  seekPause: number;
  /** How long jumps take here, so that one can be aimed at where the master will be. */
  seekTakes: number;
  drySince: number | null;
  leftBehind: boolean;
  inStepSince: number | null;
}

const fresh = (): SlaveMemory => ({
  target: 0,
  steadySince: null,
  errors: [],
  correcting: false,
  seekAt: null,
  lastSeek: -Infinity,
  seekPause: SYNC.seekPause,
  seekTakes: 0.1,
  drySince: null,
  leftBehind: false,
  inStepSince: null,
});

export class SyncEngine {
  private readonly memories = new Map<string, SlaveMemory>();
  private holdSince: number | null = null;

  /** The person has jumped: old errors say nothing any more, and everyone waits for everyone. */
  jumped(): void {
    this.holdSince = null;
    for (const [name, old] of this.memories) {
      this.memories.set(name, { ...fresh(), seekTakes: old.seekTakes });
    }
  }

  forget(name: string): void {
    this.memories.delete(name);
  }

  /** Call it about ten times a second, and after every change. */
  tick(group: GroupStatus): Orders {
    const { master } = group;
    const slaves = group.slaves.map((slave) => ({ slave, memory: this.memory(slave.name) }));
    for (const { slave, memory } of slaves) noteDryness(slave, memory, group.now);

    const masterDry = !master.ended && (master.seeking || !master.ready);
    const dry = masterDry ? undefined : slaves.find(({ slave, memory }) => holdsOthers(slave, memory, group.now));
    this.keepHoldBounded(dry, group.now);
    const hold: Hold = masterDry ? 'master-dry' : dry && !dry.memory.leftBehind ? 'slave-dry' : 'none';
    const run = group.wantsPlay && hold === 'none';

    const orders = slaves.map(({ slave, memory }) => this.order(slave, memory, group, run));
    // A dry master keeps its own play order: only so does it fill and start by itself.
    const masterPlays = group.wantsPlay && hold !== 'slave-dry' && !master.ended;
    return {
      hold: group.wantsPlay ? hold : 'none',
      waitingFor: !group.wantsPlay || hold === 'none' ? null : masterDry ? master.name : (dry?.slave.name ?? null),
      views: [{ name: master.name, play: masterPlays, rate: group.rate }, ...orders],
      behind: slaves.filter(({ memory }) => memory.leftBehind).map(({ slave }) => slave.name),
    };
  }

  private memory(name: string): SlaveMemory {
    let memory = this.memories.get(name);
    if (!memory) this.memories.set(name, (memory = fresh()));
    return memory;
  }

  private keepHoldBounded(dry: { memory: SlaveMemory } | undefined, now: number): void {
    if (!dry) {
      this.holdSince = null;
      return;
    }
    this.holdSince ??= now;
    if (now - this.holdSince > SYNC.slaveHoldMax) {
      dry.memory.leftBehind = true;
      dry.memory.inStepSince = null;
      this.holdSince = null;
    }
  }

  private order(slave: ViewStatus, memory: SlaveMemory, group: GroupStatus, run: boolean): ViewOrder {
    const order: ViewOrder = { name: slave.name, play: run && !slave.ended, rate: group.rate };
    noteJumpDone(slave, memory, group.now);
    if (!run) memory.steadySince = null;
    if (slave.failed || slave.seeking || group.master.seeking) {
      memory.errors = [];
      memory.steadySince = null;
      return order;
    }
    if (run) aimAtPicture(slave, memory, group);
    else memory.target = 0;

    memory.errors = [slave.position - group.master.position, ...memory.errors].slice(0, 3);
    const error = median(memory.errors) - memory.target;
    const size = Math.abs(error);
    noteInStep(memory, size, group.now);
    if (slave.ended && error > -SYNC.seekAbove) return order;

    const paused = !group.wantsPlay;
    if (size > (paused ? SYNC.pausedSeekAbove : SYNC.seekAbove)) {
      if (group.now - memory.lastSeek < memory.seekPause) return order;
      const helped = memory.inStepSince !== null && memory.inStepSince > memory.lastSeek;
      memory.seekPause = helped ? SYNC.seekPause : Math.min(memory.seekPause * 2, SYNC.seekPauseMax);
      memory.inStepSince = null;
      memory.lastSeek = group.now;
      memory.seekAt = group.now;
      memory.correcting = false;
      memory.errors = [];
      const lead = run ? memory.seekTakes * group.rate : 0;
      return { ...order, seekTo: Math.max(0, group.master.position + memory.target + lead) };
    }
    if (!run) return order;

    memory.correcting = size > (memory.correcting ? SYNC.settledBelow : SYNC.correctAbove);
    memory.steadySince = memory.correcting ? null : (memory.steadySince ?? group.now);
    if (memory.correcting) order.rate = group.rate * (1 - clampNudge(error / SYNC.correctWithin));
    return order;
  }
}

/**
 * Chooses what distance between the two clocks puts the pictures in step. A slow loop around the fast
 * one: the lag is read only after a steady while, as every correction may change it.
 */
function aimAtPicture(slave: ViewStatus, memory: SlaveMemory, { master, now }: GroupStatus): void {
  if (slave.pictureLag === null || master.pictureLag === null) {
    memory.target = 0;
    return;
  }
  if (memory.steadySince === null || now - memory.steadySince < SYNC.lagAfter) return;
  const shownError = slave.position + slave.pictureLag - (master.position + master.pictureLag);
  if (Math.abs(shownError) <= SYNC.lagAbove) return;
  const wanted = master.pictureLag - slave.pictureLag;
  memory.target = Math.max(-SYNC.lagMax, Math.min(SYNC.lagMax, wanted));
  // The step may be smaller than what is usually let pass.
  memory.correcting = true;
  memory.steadySince = null;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

function clampNudge(nudge: number): number {
  return Math.max(-SYNC.maxNudge, Math.min(SYNC.maxNudge, nudge));
}

function noteDryness(slave: ViewStatus, memory: SlaveMemory, now: number): void {
  if (slave.ready || slave.ended) memory.drySince = null;
  else memory.drySince ??= now;
}

/** Whether the others wait for this slave. */
function holdsOthers(slave: ViewStatus, memory: SlaveMemory, now: number): boolean {
  return (
    !slave.failed && !memory.leftBehind && memory.drySince !== null && now - memory.drySince >= SYNC.slaveGrace
  );
}

function noteJumpDone(slave: ViewStatus, memory: SlaveMemory, now: number): void {
  if (memory.seekAt === null || slave.seeking || now === memory.seekAt) return;
  const took = Math.min(1, now - memory.seekAt);
  memory.seekTakes = 0.5 * memory.seekTakes + 0.5 * took;
  memory.seekAt = null;
}

function noteInStep(memory: SlaveMemory, size: number, now: number): void {
  if (size > SYNC.seekAbove) {
    memory.inStepSince = null;
    return;
  }
  memory.inStepSince ??= now;
  if (now - memory.inStepSince > SYNC.slaveTrustAfter) memory.leftBehind = false;
}
