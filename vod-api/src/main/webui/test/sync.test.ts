import { describe, expect, it } from 'vitest';
import { type GroupStatus, type Orders, SYNC, SyncEngine, type ViewStatus } from '../src/player/sync';

/** A media element without a browser: moves at its rate, takes time to jump, may run dry. */
class FakeView {
  playing = false;
  rate = 1;
  ready = true;
  failed = false;
  seekDoneAt: number | null = null;
  jumps: number[] = [];
  lag: number | null = null;
  seekTime = 0.12;

  constructor(
    readonly name: string,
    public position: number,
    private readonly drift = 0,
    readonly end = 10_000,
  ) {}

  advance(now: number, dt: number): void {
    if (this.seekDoneAt !== null && now >= this.seekDoneAt) this.seekDoneAt = null;
    if (this.playing && this.ready && this.seekDoneAt === null) {
      this.position = Math.min(this.end, this.position + dt * this.rate * (1 + this.drift));
    }
  }

  seek(to: number, now: number): void {
    this.jumps.push(to);
    this.position = to;
    this.seekDoneAt = now + this.seekTime;
  }

  get status(): ViewStatus {
    const { name, position, ready, failed, lag } = this;
    return {
      name, position, ready, failed, pictureLag: lag, seeking: this.seekDoneAt !== null, ended: position >= this.end, ahead: 20,
    };
  }
}

class Classroom {
  now = 100;
  wantsPlay = true;
  rate = 1;
  orders!: Orders;
  readonly engine = new SyncEngine();

  constructor(
    readonly master: FakeView,
    readonly slaves: FakeView[],
  ) {}

  run(seconds: number, each: () => void = () => undefined): void {
    const dt = 0.01;
    for (let step = 0; step < Math.round(seconds / dt); step++) {
      if (step % 10 === 0) this.tick();
      this.now += dt;
      for (const view of [this.master, ...this.slaves]) view.advance(this.now, dt);
      each();
    }
  }

  tick(): void {
    const { now, wantsPlay, rate } = this;
    const group: GroupStatus = {
      now, wantsPlay, rate, master: this.master.status, slaves: this.slaves.map((slave) => slave.status),
    };
    this.orders = this.engine.tick(group);
    for (const order of this.orders.views) {
      const view = [this.master, ...this.slaves].find(({ name }) => name === order.name)!;
      view.playing = order.play;
      view.rate = order.rate;
      if (order.seekTo !== undefined) view.seek(order.seekTo, now);
    }
  }

  error(slave = this.slaves[0]!): number {
    return slave.position - this.master.position;
  }
}

const room = (slaveAt: number, drift = 0) =>
  new Classroom(new FakeView('presenter', 50), [new FakeView('slides', slaveAt, drift)]);

describe('SyncEngine', () => {
  it('smallError_isWorkedOffBySpeed_withoutAJump', () => {
    for (const error of [-0.25, -0.05, 0.02, 0.1, 0.29]) {
      const { slaves, ...rest } = room(50 + error);
      const lecture = Object.assign(new Classroom(rest.master, slaves));
      lecture.run(5);
      expect(Math.abs(lecture.error())).toBeLessThan(SYNC.correctAbove);
      expect(slaves[0]!.jumps).toEqual([]);
    }
  });

  it('smallError_leavesTheMasterAlone', () => {
    const lecture = room(50.1);
    lecture.run(3, () => expect(lecture.master.rate).toBe(1));
  });

  it('largeError_isJumpedOver_once', () => {
    const lecture = room(57);
    lecture.run(4);
    expect(lecture.slaves[0]!.jumps).toHaveLength(1);
    expect(Math.abs(lecture.error())).toBeLessThan(0.04);
  });

  it('driftingSlave_overAnHour_staysWithinOneFrame', () => {
    const lecture = room(50, 0.0005);
    let worst = 0;
    lecture.run(3600, () => (worst = Math.max(worst, Math.abs(lecture.error()))));
    expect(worst).toBeLessThan(0.04);
    expect(lecture.slaves[0]!.jumps).toEqual([]);
  });

  it('withinTolerance_keepsTheNormalSpeed', () => {
    const lecture = room(50.01);
    lecture.run(2, () => expect(lecture.slaves[0]!.rate).toBe(1));
  });

  it('fasterPlayback_keepsTheStepAtThatSpeed', () => {
    for (const rate of [0.5, 2]) {
      const lecture = room(50.2);
      lecture.rate = rate;
      lecture.run(6);
      expect(Math.abs(lecture.error())).toBeLessThan(0.02);
      expect(lecture.master.rate).toBe(rate);
    }
  });

  it('masterRunsDry_slavesWait_andGoOnInStep', () => {
    const lecture = room(50);
    lecture.run(2);
    lecture.master.ready = false;
    lecture.run(3);
    expect(lecture.orders.hold).toBe('master-dry');
    expect(lecture.slaves[0]!.playing).toBe(false);
    lecture.master.ready = true;
    lecture.run(2);
    expect(lecture.orders.hold).toBe('none');
    expect(Math.abs(lecture.error())).toBeLessThan(0.04);
  });

  it('slaveRunsDryShortly_soundGoesOn', () => {
    const lecture = room(50);
    lecture.run(2);
    lecture.slaves[0]!.ready = false;
    lecture.run(0.3, () => expect(lecture.master.playing).toBe(true));
    lecture.slaves[0]!.ready = true;
    lecture.run(6);
    expect(Math.abs(lecture.error())).toBeLessThan(0.04);
  });

  it('slaveRunsDry_masterWaits_untilItIsBack', () => {
    const lecture = room(50);
    lecture.run(2);
    lecture.slaves[0]!.ready = false;
    lecture.run(2);
    expect(lecture.orders).toMatchObject({ hold: 'slave-dry', waitingFor: 'slides' });
    expect(lecture.master.playing).toBe(false);
    lecture.slaves[0]!.ready = true;
    lecture.run(3);
    expect(lecture.master.playing).toBe(true);
    expect(Math.abs(lecture.error())).toBeLessThan(0.04);
  });

  it('slaveStaysDry_isLeftBehind_soundGoesOn_andItIsPickedUpLater', () => {
    const lecture = room(50);
    lecture.run(2);
    lecture.slaves[0]!.ready = false;
    lecture.run(SYNC.slaveHoldMax + 3);
    expect(lecture.master.playing).toBe(true);
    expect(lecture.orders.behind).toEqual(['slides']);
    lecture.slaves[0]!.ready = true;
    lecture.run(SYNC.slaveTrustAfter + 10);
    expect(Math.abs(lecture.error())).toBeLessThan(0.04);
    expect(lecture.orders.behind).toEqual([]);
  });

  it('slaveFailed_neverHoldsTheOthers', () => {
    const lecture = room(50);
    Object.assign(lecture.slaves[0]!, { ready: false, failed: true });
    lecture.run(5, () => expect(lecture.master.playing).toBe(true));
    expect(lecture.slaves[0]!.jumps).toEqual([]);
  });

  it('jumpsThatDoNotHelp_becomeRare', () => {
    const lecture = room(50);
    const slave = lecture.slaves[0]!;
    // A view whose picture always lands two seconds too early.
    slave.seek = (to, now) => {
      slave.jumps.push(to);
      slave.position = to - 2;
      slave.seekDoneAt = now + 0.1;
    };
    slave.position = 40;
    lecture.run(40);
    expect(slave.jumps.length).toBeLessThan(8);
  });

  it('slowJumps_areAimedAhead', () => {
    const lecture = room(60);
    lecture.slaves[0]!.seekTime = 0.7;
    lecture.run(12);
    expect(Math.abs(lecture.error())).toBeLessThan(0.04);
    expect(lecture.slaves[0]!.jumps.length).toBeLessThanOrEqual(3);
  });

  it('paused_picturesArePutRight_andNothingPlays', () => {
    const lecture = room(50.1);
    lecture.wantsPlay = false;
    lecture.run(3);
    expect(lecture.slaves[0]!.jumps).toEqual([50]);
    expect(lecture.master.playing || lecture.slaves[0]!.playing).toBe(false);
  });

  it('endReached_slaveThatEndedFirst_isLeftAlone', () => {
    const lecture = new Classroom(new FakeView('presenter', 58, 0, 60.1), [new FakeView('slides', 58, 0, 60)]);
    lecture.run(4);
    expect(lecture.slaves[0]!.jumps).toEqual([]);
    expect(lecture.orders.views[0]!.play).toBe(false);
  });

  it('pictureThatShowsLate_isMadeUpFor_bySpeed', () => {
    const lecture = room(50);
    lecture.master.lag = -0.02;
    lecture.slaves[0]!.lag = 0.06;
    lecture.run(10);
    expect(lecture.error()).toBeGreaterThan(-0.09);
    expect(lecture.error()).toBeLessThan(-0.07);
    expect(lecture.slaves[0]!.jumps).toEqual([]);
    expect(lecture.slaves[0]!.rate).toBe(1);
  });

  it('pictureLagThatChangesWithEachCorrection_doesNotHunt', () => {
    const lecture = room(50);
    lecture.master.lag = 0;
    let changes = 0;
    lecture.run(60, () => {
      const slave = lecture.slaves[0]!;
      if (slave.rate !== 1) slave.lag = ((changes += 1) % 7) * 0.004 - 0.012;
      else slave.lag ??= 0.03;
    });
    expect(Math.abs(lecture.error() + lecture.slaves[0]!.lag!)).toBeLessThan(0.03);
    expect(lecture.slaves[0]!.jumps).toEqual([]);
  });

  it('pictureLagUnknown_theClocksAreInStep', () => {
    const lecture = room(50.1);
    lecture.slaves[0]!.lag = 0.08;
    lecture.run(10);
    expect(Math.abs(lecture.error())).toBeLessThan(SYNC.correctAbove);
  });

  it('threeViews_allFollowTheMaster', () => {
    const slaves = [new FakeView('slides', 49.8, 0.0003), new FakeView('audience', 58, -0.0003)];
    const lecture = new Classroom(new FakeView('presenter', 50), slaves);
    lecture.run(30);
    for (const slave of slaves) expect(Math.abs(lecture.error(slave))).toBeLessThan(0.04);
  });
});
