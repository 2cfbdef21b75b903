import { bufferedAhead, commonRanges, type PlayerState, type Range, type ViewState } from './state';
import type { Orders } from './sync';
import type { PlayerView } from './view';

export interface Standing {
  views: readonly PlayerView[];
  master: PlayerView;
  /** Views that are loaded and have not failed. */
  stage: readonly PlayerView[];
  orders: Orders | null;
  /** Something has been on the screen. */
  started: boolean;
  wantsPlay: boolean;
  end: number;
  /** What the grant said, until the playlist tells. */
  liveByGrant: boolean;
}

/** The part of the player's state that follows from how its views stand. */
export function snapshot(standing: Standing): Partial<PlayerState> {
  const { views, master, stage, orders, started, wantsPlay, end } = standing;
  const position = master.video.currentTime;
  const ended = master.video.ended && !master.live;
  const short = bufferedAhead(master.buffered, position) < 3 && !ended;
  return {
    phase: master.problem !== null ? 'failed' : ended ? 'ended' : started ? 'ready' : 'loading',
    waiting: wantsPlay && !ended && orders?.hold !== 'none',
    position,
    end,
    live: master.details ? master.live : standing.liveByGrant,
    buffered: stage.map((view) => view.buffered).reduce<Range[]>((a, b) => commonRanges(a, b), [[0, Infinity]]),
    notice: short && stage.some((view) => view.troubled) ? 'The connection is gone. Trying again…' : null,
    problem: master.problem,
    views: views.map((view) => viewState(view, orders)),
  };
}

function viewState(view: PlayerView, orders: Orders | null): ViewState {
  const { name, role, kind, loaded, levels, level, chosenLevel, problem } = view;
  const behind = orders?.behind.includes(name) ?? false;
  return { name, role, kind, loaded, levels, level, chosenLevel, behind, problem };
}
