import type { Grant } from '../api/types';
import { browserTimers, type Timers } from '../state/poller';

/** `/play/{expiry}.{mac}/` of an address that carries a grant; null for any other. */
export function grantPrefix(url: string): string | null {
  return /\/play\/[^/]+\//.exec(url)?.[0] ?? null;
}

/** `{lectureId}/{version}`: what the grant is for. */
export function grantedTree(url: string): string | null {
  return /\/play\/[^/]+\/([^/]+\/[^/]+)\//.exec(url)?.[1] ?? null;
}

/** The same object under another grant; other addresses stay as they are. */
export function underGrant(url: string, prefix: string): string {
  return url.replace(/\/play\/[^/]+\//, prefix);
}

/**
 * Holds the playback grant and renews it: before it expires, and at once when the server says that
 * it has. Playlists and segments inherit the grant from the address of the multivariant playlist,
 * so that every request is rewritten to the newest grant instead of loading anything again.
 */
export class GrantKeeper {
  private renewing: Promise<Grant> | null = null;
  private cancelTimer: () => void = () => undefined;
  private closed = false;
  /** A new publication of the lecture: addresses of the old one lead nowhere any more. */
  onOtherVersion: (grant: Grant) => void = () => undefined;
  onRenewed: (grant: Grant) => void = () => undefined;

  constructor(
    private current: Grant,
    private readonly ask: () => Promise<Grant>,
    private readonly timers: Timers = browserTimers,
  ) {
    this.plan();
  }

  get grant(): Grant {
    return this.current;
  }

  /** The address to use now for one that was signed earlier. */
  rewrite(url: string): string {
    const first = this.current.views[0];
    const prefix = first ? grantPrefix(first.url) : null;
    return prefix ? underGrant(url, prefix) : url;
  }

  /** Asks for a new grant; several callers share one question. */
  renew(): Promise<Grant> {
    this.renewing ??= this.ask()
      .then((grant) => {
        const before = this.current;
        this.current = grant;
        this.plan();
        if (!this.closed) {
          if (treeOf(grant) !== treeOf(before)) this.onOtherVersion(grant);
          else this.onRenewed(grant);
        }
        return grant;
      })
      .finally(() => (this.renewing = null));
    return this.renewing;
  }

  close(): void {
    this.closed = true;
    this.cancelTimer();
  }

  private plan(): void {
    this.cancelTimer();
    if (this.closed) return;
    const left = Date.parse(this.current.expiresAt) - this.timers.now();
    // Well before the end, yet never in a tight loop if the clocks differ.
    const wait = Math.min(Math.max(30_000, left * 0.8), 2 ** 31 - 1);
    this.cancelTimer = this.timers.after(Number.isFinite(wait) ? wait : 600_000, () => {
      this.renew().catch(() => this.plan());
    });
  }
}

function treeOf(grant: Grant): string | null {
  const first = grant.views[0];
  return first ? grantedTree(first.url) : null;
}
