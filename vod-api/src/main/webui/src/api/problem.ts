/**
 * An answer of the server that is not what was asked for: a problem detail of RFC 9457 where it
 * sent one, else the nearest that can be said of the answer. `message` is written for people.
 */
export class ApiProblem extends Error {
  constructor(
    /** HTTP status; 0 if there was no answer at all. */
    readonly status: number,
    /** Stable name of the error, as the server's `code` gives it. */
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ApiProblem';
  }

  /** Whether the server did not answer, or something in front of it said that it is away. */
  get serverAway(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 504 || this.code === 'SERVER_AWAY';
  }

  get signInNeeded(): boolean {
    return this.status === 401;
  }
}

const BY_STATUS: Record<number, string> = {
  401: 'Please sign in.',
  403: 'Your account may not do this.',
  404: 'This does not exist, or no longer.',
  409: 'Somebody else changed this in the meantime. Reload and try again.',
  413: 'This is too large for the server.',
  429: 'Too many requests. Wait a moment and try again.',
};

/** What to tell a person about an HTTP status that came without a problem detail. */
export function sentenceForStatus(status: number): string {
  return BY_STATUS[status] ?? (status >= 500
    ? 'The server could not do this. Try again in a moment.'
    : `The server did not accept this (HTTP ${status}).`);
}

/** Reads a problem out of a failed answer; never throws. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  let detail: unknown;
  let title: unknown;
  let code: unknown;
  let violations: unknown;
  try {
    const type = response.headers.get('content-type') ?? '';
    if (type.includes('json')) {
      ({ detail, title, code, violations } = (await response.json()) as Record<string, unknown>);
    }
  } catch {
    // A broken body says no more than its status.
  }
  const listed = violationText(violations);
  const text = listed ?? firstText(detail, title) ?? sentenceForStatus(response.status);
  return new ApiProblem(response.status, firstText(code) ?? `HTTP_${response.status}`, text);
}

/** Any failure, as a problem: a lost connection is one too. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof DOMException && error.name === 'AbortError') {
    return new ApiProblem(0, 'ABORTED', 'Stopped.');
  }
  if (error instanceof TypeError) {
    return new ApiProblem(0, 'SERVER_AWAY', 'The server cannot be reached. Check the connection.');
  }
  return new ApiProblem(0, 'INTERNAL', error instanceof Error ? error.message : String(error));
}

function firstText(...candidates: unknown[]): string | undefined {
  return candidates.find((one): one is string => typeof one === 'string' && one.trim() !== '');
}

/** Bean validation lists what is wrong field by field. */
function violationText(violations: unknown): string | undefined {
  if (!Array.isArray(violations) || violations.length === 0) return undefined;
  const lines = violations.flatMap((one: Record<string, unknown>) => {
    const field = firstText(one['field'])?.split('.').pop();
    const message = firstText(one['message']);
    return message ? [field ? `${field}: ${message}` : message] : [];
  });
  return lines.length > 0 ? lines.join('; ') : undefined;
}
