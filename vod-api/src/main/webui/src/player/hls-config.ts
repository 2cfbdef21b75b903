import type { HlsConfig } from 'hls.js';

/**
 * What the line is taken for before anything was measured. Low: a wrong guess upwards costs a wait,
 * a wrong one downwards a soft first second. Chromium's own hint is believed by a third.
 *
 * @param downlinkMbits `navigator.connection.downlink` where there is one
 */
export function firstGuessBits(downlinkMbits: number | undefined): number {
  if (!downlinkMbits || !Number.isFinite(downlinkMbits)) return 600_000;
  return Math.min(2_500_000, Math.max(300_000, (downlinkMbits * 1_000_000) / 3));
}

const downlink = () => (navigator as Navigator & { connection?: { downlink?: number } }).connection?.downlink;

/**
 * How hls.js is set for us. The view with sound may use most of the line, the others take what a
 * slide needs; all drop to what fits their size on the page, so that a small picture is a cheap one.
 */
export function hlsConfig(
  master: boolean,
  startAt: number,
  rewrite: (url: string) => string,
): Partial<HlsConfig> {
  return {
    startPosition: startAt,
    enableWorker: false,
    lowLatencyMode: false,
    startLevel: -1,
    testBandwidth: false,
    abrEwmaDefaultEstimate: firstGuessBits(downlink()),
    abrBandWidthFactor: master ? 0.75 : 0.4,
    abrBandWidthUpFactor: master ? 0.6 : 0.3,
    capLevelToPlayerSize: true,
    maxBufferLength: master ? 36 : 24,
    maxMaxBufferLength: master ? 90 : 60,
    backBufferLength: 90,
    // The person decides where a growing lecture plays, never the latency controller.
    liveSyncDurationCount: 3,
    maxLiveSyncPlaybackRate: 1,
    liveDurationInfinity: false,
    xhrSetup: (xhr, url) => {
      const now = rewrite(url);
      if (now !== url) xhr.open('GET', now, true);
    },
  };
}
