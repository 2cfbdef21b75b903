import { ApiProblem, asProblem, problemOf } from './problem';

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** The body is this text as it is, of this media type. */
  text?: { type: string; content: string };
  signal?: AbortSignal;
  /** For what is known to take long. */
  timeoutMs?: number;
}

/** Requests that hang longer than this count as "the server is away". */
const TIMEOUT_MS = 15_000;

/** JSON over HTTP to our own server. Every failure is an {@link ApiProblem}. */
export class Client {
  /** Called when the session has ended, so that the pages can ask for a new sign-in. */
  onSignedOut: () => void = () => undefined;

  constructor(private readonly fetch: Fetch = (input, init) => globalThis.fetch(input, init)) {}

  async json<T>(path: string, call: Call = {}): Promise<T> {
    const response = await this.send(path, call);
    if (response.status === 204) return undefined as T;
    try {
      return (await response.json()) as T;
    } catch {
      throw new ApiProblem(response.status, 'BAD_ANSWER', 'The server sent an answer that cannot be read.');
    }
  }

  /** A call whose answer's body does not matter. */
  async run(path: string, call: Call = {}): Promise<void> {
    await this.send(path, call);
  }

  async form(path: string, fields: Record<string, string>): Promise<Response> {
    return this.guarded(() =>
      this.fetch(path, {
        method: 'POST',
        credentials: 'same-origin',
        redirect: 'manual',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Lectern-Request': '1' },
        body: new URLSearchParams(fields).toString(),
      }),
    );
  }

  private async send(path: string, call: Call): Promise<Response> {
    const method = call.method ?? 'GET';
    const headers: Record<string, string> = { Accept: 'application/json' };
    // A form on another site cannot send this header; the server refuses changes without it.
    if (method !== 'GET') headers['X-Lectern-Request'] = '1';
    if (call.body !== undefined) headers['Content-Type'] = 'application/json';
    if (call.text) headers['Content-Type'] = call.text.type;
    const timeout = AbortSignal.timeout(call.timeoutMs ?? TIMEOUT_MS);
    const signal = call.signal ? AbortSignal.any([call.signal, timeout]) : timeout;
    const response = await this.guarded(() =>
      this.fetch(path, {
        method,
        headers,
        credentials: 'same-origin',
        signal,
        ...(call.text ? { body: call.text.content } : call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      }),
    );
    if (response.ok) return response;
    const problem = await problemOf(response);
    if (problem.signInNeeded) this.onSignedOut();
    throw problem;
  }

  private async guarded(send: () => Promise<Response>): Promise<Response> {
    try {
      return await send();
    } catch (error) {
      if (error instanceof DOMException && error.name === 'TimeoutError') {
        throw new ApiProblem(0, 'SERVER_AWAY', 'The server does not answer. Trying again helps once it is back.');
      }
      throw asProblem(error);
    }
  }
}

/** `?a=1&b=2` of the fields that are set. */
export function query(fields: Record<string, string | number | boolean | null | undefined>): string {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return set.length === 0 ? '' : `?${new URLSearchParams(set.map(([key, value]) => [key, String(value)]))}`;
}
