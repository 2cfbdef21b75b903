import type { Player } from './player';

/** What tests, and people who help, can read of a player: `window.lecternPlayer.report()`. */
export interface Report {
  phase: string;
  live: boolean;
  playing: boolean;
  hold: string;
  position: number;
  end: number;
  rate: number;
  /** Largest error between a picture and the sound since the last jump, milliseconds. */
  largestErrorMs: number;
  views: {
    name: string;
    master: boolean;
    shown: boolean;
    currentTime: number;
    /** Media time of the frame on the screen; null where the browser does not tell. */
    frameTime: number | null;
    /** The picture's error against the master's picture; positive is ahead. */
    offsetMs: number;
    /** The same between the elements' clocks. */
    clockOffsetMs: number;
    playbackRate: number;
    bufferedAhead: number;
    level: string | null;
    stalls: number;
    droppedFrames: number;
    errors: { at: number; text: string; fatal: boolean }[];
    problem: string | null;
  }[];
}

declare global {
  interface Window {
    lecternPlayer?: { report(): Report; player: Player };
  }
}

export function report(player: Player): Report {
  const { state, master, orders } = player;
  const masterTime = master.video.currentTime;
  return {
    phase: state.phase,
    live: state.live,
    playing: state.wantsPlay && !state.waiting && !master.video.paused,
    hold: orders?.hold ?? 'none',
    position: masterTime,
    end: state.end,
    rate: state.rate,
    largestErrorMs: round(player.largestError * 1000),
    views: player.views.map((view) => {
      const { video } = view;
      return {
        name: view.name,
        master: view.master,
        shown: state.layout.shown.includes(view.name),
        currentTime: video.currentTime,
        frameTime: view.frameTime,
        offsetMs: round(player.errorOf(view) * 1000),
        clockOffsetMs: round((video.currentTime - masterTime) * 1000),
        playbackRate: video.playbackRate,
        bufferedAhead: round(view.status().ahead),
        level: view.levels.find(({ index }) => index === view.level)?.label ?? null,
        stalls: view.stalls,
        droppedFrames: video.getVideoPlaybackQuality?.().droppedVideoFrames ?? 0,
        errors: [...view.troubles],
        problem: view.problem,
      };
    }),
  };
}

/** Makes the player readable from outside; returns how to take it away again. */
export function expose(player: Player): () => void {
  const mine = { player, report: () => report(player) };
  window.lecternPlayer = mine;
  return () => {
    if (window.lecternPlayer === mine) delete window.lecternPlayer;
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
