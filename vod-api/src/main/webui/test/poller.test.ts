import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../src/api/problem';
import { pollDelay, Poller } from '../src/state/poller';
import { FakeTimers, settle } from './fake-timers';

describe('pollDelay', () => {
  it('eachFailure_doublesTheWait_upToALimit', () => {
    expect([0, 1, 2, 3, 4, 20].map((failures) => pollDelay(1000, failures))).toEqual([
      1000, 2000, 4000, 8000, 15_000, 15_000,
    ]);
  });
});

describe('Poller', () => {
  it('goodAnswers_comeAtTheUsualPace', async () => {
    const timers = new FakeTimers();
    let asked = 0;
    const poller = new Poller(() => Promise.resolve(++asked), 1000, timers).start();
    await settle();
    await timers.advance(3000);
    expect(asked).toBe(4);
    expect(poller.store.get()).toMatchObject({ data: 4, problem: null, updatedAt: 3000 });
  });

  it('serverAway_keepsTheLastAnswer_slowsDown_andRecovers', async () => {
    const timers = new FakeTimers();
    let away = false;
    const ask = () => (away ? Promise.reject(new ApiProblem(0, 'SERVER_AWAY', 'away')) : Promise.resolve('here'));
    const poller = new Poller(ask, 1000, timers).start();
    await settle();
    away = true;
    await timers.advance(1000 + 2000 + 4000);
    expect(poller.store.get()).toMatchObject({ data: 'here', failures: 3 });
    expect(poller.store.get().problem?.serverAway).toBe(true);
    expect(timers.pending).toEqual([8000]);
    away = false;
    await timers.advance(8000);
    expect(poller.store.get()).toMatchObject({ data: 'here', problem: null, failures: 0 });
  });

  it('stopped_asksNoMore', async () => {
    const timers = new FakeTimers();
    let asked = 0;
    const poller = new Poller(() => Promise.resolve(++asked), 1000, timers).start();
    await settle();
    poller.stop();
    await timers.advance(10_000);
    expect(asked).toBe(1);
  });

  it('refresh_asksNow_andDropsTheOlderAnswer', async () => {
    const timers = new FakeTimers();
    const answers: ((value: string) => void)[] = [];
    const poller = new Poller<string>(() => new Promise((answer) => answers.push(answer)), 1000, timers).start();
    poller.refresh();
    answers[1]!('new');
    await settle();
    answers[0]!('old');
    await settle();
    expect(poller.store.get().data).toBe('new');
  });
});
