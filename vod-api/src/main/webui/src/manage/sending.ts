import type { Upload } from '../api/types';
import { asProblem, type ApiProblem, problemOf } from '../api/problem';
import type { Fetch } from '../api/client';
import type { Timers } from '../state/poller';
import { Store } from '../state/store';

/** As much as the server takes in one request. */
export const PIECE_BYTES = 4 * 1024 * 1024;
const LONGEST_WAIT_MS = 30_000;
const VERSION = { 'Tus-Resumable': '1.0.0', 'X-Lectern-Request': '1' };

export interface Sending {
  phase: 'sending' | 'paused' | 'waiting' | 'done' | 'failed';
  sent: number;
  total: number;
  /** Bytes in a second, over the last pieces; null before the first. */
  rate: number | null;
  problem: string | null;
}

/** What a person says of the file. */
export interface About {
  title: string;
  courseId: string;
  role: string;
}

/**
 * Sends a file piece by piece (tus 1.0). A line that breaks is waited for, for as long as it takes; then the
 * server says how much it has.
 */
export class Sender {
  readonly state: Store<Sending>;
  private address: string | null;
  private running = false;
  private again = false;
  private waits = 0;
  private stopWaiting: () => void = () => undefined;
  private abort = new AbortController();

  /** @param address where an earlier try has sent the beginning; null for a new upload */
  constructor(
    private readonly file: Blob & { name: string },
    private readonly about: About,
    address: string | null,
    private readonly timers: Timers,
    private readonly fetch: Fetch = (input, init) => globalThis.fetch(input, init),
  ) {
    this.address = address;
    this.state = new Store<Sending>({ phase: 'paused', sent: 0, total: file.size, rate: null, problem: null });
  }

  start(): void {
    if (this.running) {
      // A piece that was broken off has not come back yet.
      this.again = this.state.get().phase !== 'sending';
      return;
    }
    this.stopWaiting();
    this.abort = new AbortController();
    this.change({ phase: 'sending', problem: null });
    void this.run();
  }

  pause(): void {
    this.stopWaiting();
    this.abort.abort();
    this.change({ phase: 'paused', rate: null });
  }

  private async run(): Promise<void> {
    this.running = true;
    const { signal } = this.abort;
    try {
      this.address ??= await this.create(signal);
      let at = await this.offset(signal);
      while (at < this.file.size) {
        this.change({ sent: at });
        const began = this.timers.now();
        const next = await this.send(at, signal);
        const took = Math.max(1, this.timers.now() - began);
        const rate = ((next - at) * 1000) / took;
        at = next;
        this.waits = 0;
        this.change({ rate: rate * 0.3 + (this.state.get().rate ?? rate) * 0.7 });
      }
      this.change({ phase: 'done', sent: at, problem: null });
    } catch (error) {
      this.failed(asProblem(error), signal);
    } finally {
      this.running = false;
      if (this.again) {
        this.again = false;
        this.start();
      }
    }
  }

  private failed(problem: ApiProblem, signal: AbortSignal): void {
    if (signal.aborted) return;
    // Somebody else sent a piece, or an answer was lost: what is there is asked for anew.
    const passes = problem.serverAway || problem.status >= 500 && problem.status !== 507 || problem.status === 409 || problem.status === 429;
    if (!passes) {
      this.change({ phase: 'failed', problem: problem.message });
      return;
    }
    this.change({ phase: 'waiting', rate: null, problem: problem.message });
    const wait = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** this.waits++);
    this.stopWaiting = this.timers.after(wait, () => this.start());
  }

  private async create(signal: AbortSignal): Promise<string> {
    const said = { filename: this.file.name, ...this.about };
    const metadata = Object.entries(said).filter(([, value]) => value).map(([key, value]) => `${key} ${base64(value)}`).join(',');
    const response = await this.ask('/api/uploads', {
      method: 'POST', signal, headers: { ...VERSION, 'Upload-Length': String(this.file.size), 'Upload-Metadata': metadata },
    });
    return ((await response.json()) as Upload).id;
  }

  private async offset(signal: AbortSignal): Promise<number> {
    return offsetOf(await this.ask(`/api/uploads/${this.address}`, { method: 'HEAD', signal, headers: VERSION }));
  }

  private async send(at: number, signal: AbortSignal): Promise<number> {
    const headers = { ...VERSION, 'Upload-Offset': String(at), 'Content-Type': 'application/offset+octet-stream' };
    const body = this.file.slice(at, at + PIECE_BYTES);
    return offsetOf(await this.ask(`/api/uploads/${this.address}`, { method: 'PATCH', signal, headers, body }));
  }

  private async ask(path: string, init: RequestInit): Promise<Response> {
    const response = await this.fetch(path, { credentials: 'same-origin', ...init });
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  private change(part: Partial<Sending>): void {
    this.state.set((before) => ({ ...before, ...part }));
  }
}

function offsetOf(response: Response): number {
  return Number(response.headers.get('Upload-Offset'));
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** An upload of this very file that was broken off. */
export function begun(uploads: readonly Upload[], file: { name: string; size: number }): Upload | undefined {
  return uploads.find((one) => one.state === 'RECEIVING' && one.fileName === file.name && one.bytes === file.size);
}

/** What a list says of an uploaded file. */
export function uploadText(upload: Upload): string {
  switch (upload.state) {
    case 'RECEIVING':
      return `${percent(upload.received, upload.bytes)} sent. Choose the same file again to go on`;
    case 'WAITING':
      return 'Waits to be prepared';
    case 'IMPORTING':
      return `Being prepared, ${percent(upload.bytesRead, upload.bytes)} read`;
    case 'DONE':
      return 'Prepared';
    case 'FAILED':
      return 'Cannot be read';
  }
}

export function percent(part: number, whole: number): string {
  return `${whole === 0 ? 100 : Math.floor((part / whole) * 100)} %`;
}

/** Those that somebody should see: what is under way, what failed, and what has something to tell. */
export function shownUploads(uploads: readonly Upload[]): Upload[] {
  return uploads.filter((one) => one.state !== 'DONE' || one.notes.length > 0);
}

export function inMotion(uploads: readonly Upload[]): boolean {
  return uploads.some((one) => one.state === 'WAITING' || one.state === 'IMPORTING');
}
