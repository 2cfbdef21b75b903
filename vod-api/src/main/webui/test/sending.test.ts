import { describe, expect, it } from 'vitest';
import type { Upload } from '../src/api/types';
import { begun, PIECE_BYTES, Sender, shownUploads, uploadText } from '../src/manage/sending';
import { FakeTimers } from './fake-timers';

const upload: Upload = {
  id: 'u1', lectureId: 'l1', title: 'Waves', fileName: 'waves.mp4', role: 'PRESENTER', state: 'RECEIVING', bytes: 1000, received: 250,
  bytesRead: 0, importedSeconds: 0, problemCode: null, problem: null, notes: [], createdBy: 'staff', createdAt: '2026-11-23T08:15:00Z',
};

/** The server's side: keeps what it gets; each request may be told to fail first. */
class FakeServer {
  received = 0;
  requests: string[] = [];
  failures: (Response | 'away')[] = [];

  fetch = async (path: string, init?: RequestInit): Promise<Response> => {
    this.requests.push(`${init?.method} ${path}`);
    const failure = this.failures.shift();
    if (failure === 'away') throw new TypeError('Failed to fetch');
    if (failure) return failure;
    const headers = new Headers(init?.headers);
    if (init?.method === 'POST') return Response.json(upload, { status: 201 });
    if (init?.method === 'PATCH') {
      if (Number(headers.get('Upload-Offset')) !== this.received) return problem(409, 'CONFLICT', 'Other bytes are here.');
      this.received += (init.body as Blob).size;
    }
    return new Response(null, { status: init?.method === 'HEAD' ? 200 : 204, headers: { 'Upload-Offset': String(this.received) } });
  };
}

function problem(status: number, code: string, detail: string): Response {
  return Response.json({ code, detail }, { status, headers: { 'content-type': 'application/problem+json' } });
}

function file(bytes: number): File {
  return new File([new Uint8Array(bytes)], 'waves.mp4');
}

async function settled(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !condition(); i++) await new Promise((done) => setTimeout(done, 5));
  expect(condition()).toBe(true);
}

describe('sending', () => {
  it('file_goesInPieces_andIsDone', async () => {
    const server = new FakeServer();
    const sender = new Sender(file(2 * PIECE_BYTES + 10), { title: 'Waves', courseId: '', role: 'SLIDES' }, null, new FakeTimers(), server.fetch);
    sender.start();
    await settled(() => sender.state.get().phase === 'done');
    expect(server.received).toBe(2 * PIECE_BYTES + 10);
    expect(server.requests).toEqual(['POST /api/uploads', 'HEAD /api/uploads/u1', 'PATCH /api/uploads/u1', 'PATCH /api/uploads/u1', 'PATCH /api/uploads/u1']);
  });

  it('line_thatBreaks_isWaitedFor_andAskedHowMuchIsThere', async () => {
    const server = new FakeServer();
    const timers = new FakeTimers();
    const sender = new Sender(file(10), { title: '', courseId: '', role: '' }, 'u1', timers, server.fetch);
    server.failures = ['away', 'away'];
    sender.start();
    await settled(() => sender.state.get().phase === 'waiting');
    await timers.advance(1000);
    await settled(() => timers.pending.length === 1 && sender.state.get().phase === 'waiting');
    // A part came, though no answer did.
    server.received = 4;
    await timers.advance(2000);
    await settled(() => sender.state.get().phase === 'done');
    expect(server.received).toBe(10);
  });

  it('refusal_endsIt_inTheServersWords', async () => {
    const server = new FakeServer();
    server.failures = [problem(507, 'UPLOAD_QUOTA', 'There is no room.')];
    const sender = new Sender(file(10), { title: '', courseId: '', role: '' }, null, new FakeTimers(), server.fetch);
    sender.start();
    await settled(() => sender.state.get().phase === 'failed');
    expect(sender.state.get().problem).toBe('There is no room.');
  });

  it('otherBytes_areNoFailure_butAskedFor', async () => {
    const server = new FakeServer();
    const timers = new FakeTimers();
    const sender = new Sender(file(10), { title: '', courseId: '', role: '' }, 'u1', timers, server.fetch);
    server.failures = [problem(409, 'CONFLICT', 'Other bytes are here.')];
    sender.start();
    await settled(() => sender.state.get().phase === 'waiting');
    await timers.advance(1000);
    await settled(() => sender.state.get().phase === 'done');
  });

  it('sameFile_isFoundAgain', () => {
    expect(begun([upload], { name: 'waves.mp4', size: 1000 })?.id).toBe('u1');
    expect(begun([upload], { name: 'waves.mp4', size: 999 })).toBeUndefined();
    expect(begun([{ ...upload, state: 'DONE' }], { name: 'waves.mp4', size: 1000 })).toBeUndefined();
  });

  it('list_tellsHowFarItIs', () => {
    expect(uploadText(upload)).toContain('25 %');
    expect(uploadText({ ...upload, state: 'IMPORTING', bytesRead: 500 })).toContain('50 %');
    expect(shownUploads([{ ...upload, state: 'DONE' }])).toEqual([]);
    expect(shownUploads([{ ...upload, state: 'DONE', notes: ['Its subtitles are not shown.'] }])).toHaveLength(1);
  });
});
