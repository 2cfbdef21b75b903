import { describe, expect, it } from 'vitest';
import * as s from '../src/player/state';
import { commandOf, type Key } from '../src/player/keys';
import { readPreferences, writePreferences } from '../src/player/preferences';
import { savedPosition, savePosition, type Shelf } from '../src/player/resume';

const view = (name: string, kind = 'VIDEO') => ({ name, role: name.replace(/-\d+$/, ''), kind });

describe('layout', () => {
  it('firstLayout_showsCameraAndSlides', () => {
    const views = [view('audience'), view('slides'), view('presenter')];
    expect(s.firstLayout(views)).toEqual({ shown: ['presenter', 'slides'], arrangement: 'side' });
  });

  it('firstLayout_soundOnly_showsTheSound', () => {
    expect(s.firstLayout([view('audio', 'AUDIO')]).shown).toEqual(['audio']);
  });

  it('toggleView_lastOne_stays', () => {
    const one = { shown: ['slides'], arrangement: 'side' } as const;
    expect(s.toggleView({ ...one, shown: ['slides'] }, 'slides').shown).toEqual(['slides']);
    expect(s.toggleView({ ...one, shown: ['slides'] }, 'presenter').shown).toEqual(['slides', 'presenter']);
  });

  it('bigView_comesFirst_othersStay', () => {
    const layout = { shown: ['presenter', 'slides'], arrangement: 'side' as const };
    expect(s.bigView(layout, 'slides')).toEqual({ shown: ['slides', 'presenter'], arrangement: 'main' });
  });

  it('swapViews_turnsTheOrder', () => {
    expect(s.swapViews({ shown: ['a', 'b', 'c'], arrangement: 'main' }).shown).toEqual(['b', 'c', 'a']);
  });
});

describe('ranges', () => {
  it('commonRanges_isWhatAllViewsHave', () => {
    expect(s.commonRanges([[0, 10], [20, 30]], [[5, 25]])).toEqual([[5, 10], [20, 25]]);
    expect(s.commonRanges([], [[0, 5]])).toEqual([]);
  });

  it('bufferedAhead_endsAtAHole', () => {
    expect(s.bufferedAhead([[0, 10], [10.05, 20], [25, 30]], 4)).toBeCloseTo(16);
    expect(s.bufferedAhead([[0, 10]], 50)).toBe(0);
  });
});

describe('positions', () => {
  it('startPosition_saved_wins', () => {
    expect(s.startPosition(90, false, 600)).toBe(90);
    expect(s.startPosition(90, true, 600)).toBe(90);
  });

  it('startPosition_savedBeyondTheEnd_startsOver', () => {
    expect(s.startPosition(900, false, 600)).toBe(0);
  });

  it('startPosition_live_isTheNewest_neverBelowZero', () => {
    expect(s.startPosition(null, true, 600)).toBe(600 - s.LIVE_DISTANCE);
    expect(s.startPosition(null, true, 6)).toBe(0);
  });

  it('clampPosition_keepsAFrameBeforeTheEnd', () => {
    expect(s.clampPosition(-3, 60)).toBe(0);
    expect(s.clampPosition(99, 60)).toBeCloseTo(59.95);
    expect(s.clampPosition(NaN, 60)).toBe(0);
  });

  it('isAtNewest_onlyWhileLive', () => {
    expect(s.isAtNewest({ live: true, position: 575, end: 600 })).toBe(true);
    expect(s.isAtNewest({ live: true, position: 300, end: 600 })).toBe(false);
    expect(s.isAtNewest({ live: false, position: 599, end: 600 })).toBe(false);
  });

  it('nextRate_walksTheSteps_andStopsAtTheEnds', () => {
    expect(s.nextRate(1, 1)).toBe(1.25);
    expect(s.nextRate(1, -1)).toBe(0.75);
    expect(s.nextRate(2, 1)).toBe(2);
    expect(s.nextRate(0.5, -1)).toBe(0.5);
  });
});

describe('levelLabels', () => {
  it('sharedHeight_getsTheBitRateToo_bestFirst', () => {
    const labels = s.levelLabels([
      { height: 360, bitrate: 600_000 }, { height: 1080, bitrate: 4_000_000 }, { height: 1080, bitrate: 2_500_000 },
    ]);
    expect(labels).toEqual([
      { index: 1, label: '1080p · 4000 kbit/s' }, { index: 2, label: '1080p · 2500 kbit/s' }, { index: 0, label: '360p' },
    ]);
  });
});

describe('commandOf', () => {
  const key = (name: string, more: Partial<Key> = {}): Key => ({
    key: name, ctrlKey: false, altKey: false, metaKey: false, on: 'page', ...more,
  });

  it('usualKeys_meanWhatPeopleExpect', () => {
    expect(commandOf(key(' '))).toEqual({ do: 'toggle-play' });
    expect(commandOf(key('K'))).toEqual({ do: 'toggle-play' });
    expect(commandOf(key('ArrowLeft'))).toEqual({ do: 'skip', seconds: -10 });
    expect(commandOf(key('5'))).toEqual({ do: 'part', of: 0.5 });
  });

  it('typing_isNeverACommand', () => {
    expect(commandOf(key('k', { on: 'field' }))).toBeNull();
    expect(commandOf(key('f', { ctrlKey: true }))).toBeNull();
  });

  it('spaceOnAButton_isTheButtons', () => {
    expect(commandOf(key(' ', { on: 'button' }))).toBeNull();
    expect(commandOf(key('f', { on: 'button' }))).toEqual({ do: 'fullscreen' });
  });
});

const shelf = (): Shelf => {
  const values = new Map<string, string>();
  return {
    getItem: (name) => values.get(name) ?? null,
    setItem: (name, value) => void values.set(name, value),
    removeItem: (name) => void values.delete(name),
  };
};

describe('preferences', () => {
  it('speedAndVolume_areRemembered', () => {
    const kept = shelf();
    writePreferences(kept, { rate: 1.5, volume: 0.4, muted: true });
    expect(readPreferences(kept)).toEqual({ rate: 1.5, volume: 0.4, muted: true });
  });

  it('nonsense_isTheUsual', () => {
    const kept = shelf();
    for (const broken of ['{', '{"rate":7,"volume":-1,"muted":"yes"}', 'null']) {
      kept.setItem('lectern.player', broken);
      expect(readPreferences(kept)).toEqual({ rate: 1, volume: 1, muted: false });
    }
  });
});

describe('resume', () => {
  it('position_isRemembered_perLecture', () => {
    const kept = shelf();
    savePosition(kept, 'a', 123.44, 600);
    savePosition(kept, 'b', 20, Infinity);
    expect([savedPosition(kept, 'a'), savedPosition(kept, 'b'), savedPosition(kept, 'c')]).toEqual([123.4, 20, null]);
  });

  it('nearTheEnd_isForgotten', () => {
    const kept = shelf();
    savePosition(kept, 'a', 100, 600);
    savePosition(kept, 'a', 590, 600);
    expect(savedPosition(kept, 'a')).toBeNull();
  });

  it('brokenShelf_isEmpty', () => {
    const kept = shelf();
    kept.setItem('lectern.positions', '{"a": 5, oops');
    expect(savedPosition(kept, 'a')).toBeNull();
  });
});
