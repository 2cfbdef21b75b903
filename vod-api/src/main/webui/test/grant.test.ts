import { describe, expect, it } from 'vitest';
import type { Grant } from '../src/api/types';
import { GrantKeeper, grantedTree, underGrant } from '../src/player/grant';
import { FakeTimers } from './fake-timers';

const grant = (token: string, expiresAt: number, version = 1): Grant => ({
  expiresAt: new Date(expiresAt).toISOString(), lectureId: 'L', title: 'T', live: false, durationSeconds: 60,
  recordedAt: null, composite: null,
  views: [{
    name: 'presenter', role: 'PRESENTER', kind: 'VIDEO',
    url: `/play/${token}/L/${version}/presenter.m3u8`, mutedUrl: `/play/${token}/L/${version}/presenter.muted.m3u8`,
    dashUrl: `/play/${token}/L/${version}/presenter.mpd`,
  }],
});

describe('grant addresses', () => {
  it('underGrant_segmentAddress_keepsItsPath', () => {
    expect(underGrant('https://host/play/1.a/L/1/presenter/720p/3-abc.m4s', '/play/2.b/')).toBe(
      'https://host/play/2.b/L/1/presenter/720p/3-abc.m4s',
    );
  });

  it('underGrant_otherAddress_staysAsItIs', () => {
    expect(underGrant('/api/lectures', '/play/2.b/')).toBe('/api/lectures');
  });

  it('grantedTree_isLectureAndVersion', () => {
    expect(grantedTree('/play/1.a/L/7/slides.m3u8')).toBe('L/7');
  });
});

describe('GrantKeeper', () => {
  it('beforeExpiry_renews_andRewritesOlderAddresses', async () => {
    const timers = new FakeTimers();
    const first = grant('1.a', 3_600_000);
    const keeper = new GrantKeeper(first, () => Promise.resolve(grant('2.b', 7_200_000)), timers);
    await timers.advance(3_500_000);
    expect(keeper.rewrite(first.views[0]!.url)).toBe('/play/2.b/L/1/presenter.m3u8');
  });

  it('severalRefusals_askOnce', async () => {
    let asked = 0;
    const keeper = new GrantKeeper(grant('1.a', 3_600_000), () => {
      asked += 1;
      return Promise.resolve(grant('2.b', 7_200_000));
    }, new FakeTimers());
    await Promise.all([keeper.renew(), keeper.renew(), keeper.renew()]);
    expect(asked).toBe(1);
  });

  it('failedRenewal_triesAgainLater', async () => {
    const timers = new FakeTimers();
    let asked = 0;
    const keeper = new GrantKeeper(grant('1.a', 100_000), () => {
      asked += 1;
      return asked < 3 ? Promise.reject(new Error('away')) : Promise.resolve(grant('2.b', 7_200_000));
    }, timers);
    await timers.advance(200_000);
    expect(asked).toBe(3);
    expect(keeper.rewrite('/play/1.a/L/1/x')).toBe('/play/2.b/L/1/x');
  });

  it('otherVersion_isTold', async () => {
    const keeper = new GrantKeeper(grant('1.a', 3_600_000), () => Promise.resolve(grant('2.b', 7_200_000, 2)), new FakeTimers());
    const told: number[] = [];
    keeper.onOtherVersion = () => told.push(2);
    await keeper.renew();
    expect(told).toEqual([2]);
  });

  it('closed_asksNoMore', async () => {
    const timers = new FakeTimers();
    let asked = 0;
    const keeper = new GrantKeeper(grant('1.a', 100_000), () => {
      asked += 1;
      return Promise.resolve(grant('2.b', 7_200_000));
    }, timers);
    keeper.close();
    await timers.advance(10_000_000);
    expect(asked).toBe(0);
  });
});
