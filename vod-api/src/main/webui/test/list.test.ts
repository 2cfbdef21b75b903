import { describe, expect, it } from 'vitest';
import type { LectureSummary } from '../src/api/types';
import { homeOf, may } from '../src/app/session';
import { returnAddress, routeOf } from '../src/app/router';
import { cardState, hueOf, momentOf, PAGE, queryOf, refreshMs, searchOf, sections, startOf, watchable } from '../src/watch/list';

const lecture = (change: Partial<LectureSummary> = {}): LectureSummary => ({
  id: '1', title: 'Graphs', course: null, language: null, room: 'Hall A', state: 'READY', published: true, recordedAt: null,
  durationSeconds: 60, live: false, views: ['presenter'], poster: null, matches: [], ...change,
});

describe('list query', () => {
  it('searchOf_andQueryOf_areInverse', () => {
    for (const query of [
      { q: '', courseId: '', limit: PAGE },
      { q: 'graph theory', courseId: 'c1', limit: PAGE * 2 },
    ]) {
      expect(queryOf(searchOf(query))).toEqual(query);
    }
  });

  it('nonsenseInTheAddress_isIgnored', () => {
    expect(queryOf('?limit=-5').limit).toBe(PAGE);
    expect(queryOf('?limit=abc').limit).toBe(PAGE);
    expect(queryOf('?limit=99999').limit).toBe(480);
  });
});

describe('moments', () => {
  it('momentOf_andStartOf_areInverse', () => {
    const [path, search] = momentOf('l1', 62.456, ' heat & work ').split('?');
    expect(path).toBe('/watch/l1');
    expect(startOf(search!)).toEqual({ seconds: 62.5, words: 'heat & work' });
  });

  it('nonsenseInTheAddress_beginsWhereThePersonWas', () => {
    for (const search of ['', 't=', 't=abc', 't=-3', 't=Infinity']) expect(startOf(search).seconds).toBe(search === 't=' ? 0 : null);
  });
});

describe('cards', () => {
  it('recordingWithViews_isLive_withoutViews_isOnlyRecording', () => {
    expect(cardState(lecture({ state: 'RECORDING' }))).toBe('live');
    expect(cardState(lecture({ state: 'RECORDING', views: [] }))).toBe('recording');
  });

  it('watchable_needsSomethingToPlay', () => {
    expect(watchable(lecture({ state: 'PROCESSING' }))).toBe(true);
    expect(watchable(lecture({ state: 'READY', views: [] }))).toBe(false);
    expect(watchable(lecture({ state: 'FAILED' }))).toBe(false);
  });

  it('sections_whatRuns_comesFirst', () => {
    const all = [lecture({ id: 'a' }), lecture({ id: 'b', state: 'RECORDING' })];
    expect(sections(all).now.map(({ id }) => id)).toEqual(['b']);
    expect(sections(all).past.map(({ id }) => id)).toEqual(['a']);
  });

  it('refreshMs_isShortWhileSomethingChanges', () => {
    expect(refreshMs([lecture()])).toBeGreaterThan(refreshMs([lecture({ state: 'PROCESSING' })]));
  });

  it('hueOf_isStable_andInRange', () => {
    expect(hueOf('CS101')).toBe(hueOf('CS101'));
    expect(hueOf('Überblick 🎓')).toBeLessThan(360);
  });
});

describe('routes', () => {
  it('paths_leadToTheirPages', () => {
    expect(routeOf('/watch')).toEqual({ page: 'watch', id: '' });
    expect(routeOf('/watch/abc')).toEqual({ page: 'player', id: 'abc' });
    expect(routeOf('/console/r1/')).toEqual({ page: 'room', id: 'r1' });
    expect(routeOf('/manage/rooms')).toEqual({ page: 'manage', id: 'rooms' });
    expect(routeOf('/manage/nothing').page).toBe('not-found');
    expect(routeOf('/nowhere').page).toBe('not-found');
  });

  it('returnAddress_neverLeavesTheSite', () => {
    expect(returnAddress('?to=%2Fwatch%2F1')).toBe('/watch/1');
    for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', '/sign-in', '']) {
      expect(returnAddress(`?to=${encodeURIComponent(to)}`)).toBe('/');
    }
  });
});

describe('roles', () => {
  it('may_followsTheRoles', () => {
    expect(may(['student'], 'staff')).toBe(false);
    expect(may(['staff'], 'student')).toBe(true);
    expect(may(['admin'], 'staff')).toBe(true);
    expect(may([], 'student')).toBe(false);
  });

  it('homeOf_staffBeginInTheConsole', () => {
    expect([homeOf(['student']), homeOf(['staff']), homeOf(['admin', 'staff'])]).toEqual(['/watch', '/console', '/watch']);
  });
});
