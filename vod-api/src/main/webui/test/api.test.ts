import { describe, expect, it } from 'vitest';
import { Client, query } from '../src/api/client';
import { Lectern } from '../src/api/lectern';
import { asProblem, problemOf } from '../src/api/problem';

const answer = (status: number, body: unknown, type = 'application/problem+json') =>
  new Response(body === null ? null : typeof body === 'string' ? body : JSON.stringify(body), {
    status, headers: { 'content-type': type },
  });

describe('problemOf', () => {
  it('problemDetail_isToldInItsWords', async () => {
    const problem = await problemOf(answer(409, { title: 'Conflict', detail: 'The room has lectures.', code: 'CONFLICT' }));
    expect(problem).toMatchObject({ status: 409, code: 'CONFLICT', message: 'The room has lectures.' });
  });

  it('violations_areListedByField', async () => {
    const body = { title: 'Bad', violations: [{ field: 'create.room.name', message: 'must not be blank' }] };
    expect((await problemOf(answer(400, body))).message).toBe('name: must not be blank');
  });

  it('htmlFromAProxy_becomesASentence', async () => {
    const problem = await problemOf(answer(502, '<html>', 'text/html'));
    expect(problem.serverAway).toBe(true);
    expect(problem.message).toMatch(/Try again/);
  });

  it('brokenJson_becomesASentence', async () => {
    expect((await problemOf(answer(404, '{', 'application/json'))).message).toMatch(/does not exist/);
  });

  it('lostConnection_isServerAway', () => {
    expect(asProblem(new TypeError('Failed to fetch')).serverAway).toBe(true);
  });
});

describe('Client', () => {
  it('changes_carryTheHeaderThatFormsCannotSend_readsDoNot', async () => {
    const sent: RequestInit[] = [];
    const client = new Client((_, init) => {
      sent.push(init!);
      return Promise.resolve(answer(200, {}, 'application/json'));
    });
    await client.json('/api/x');
    await client.json('/api/x', { method: 'POST', body: { a: 1 } });
    expect((sent[0]!.headers as Record<string, string>)['X-Lectern-Request']).toBeUndefined();
    expect((sent[1]!.headers as Record<string, string>)['X-Lectern-Request']).toBe('1');
    expect(sent[1]!.body).toBe('{"a":1}');
  });

  it('noContent_isUndefined', async () => {
    const client = new Client(() => Promise.resolve(answer(204, null)));
    expect(await client.json('/api/x')).toBeUndefined();
  });

  it('sessionOver_isTold', async () => {
    const client = new Client(() => Promise.resolve(answer(401, null)));
    let told = false;
    client.onSignedOut = () => (told = true);
    await expect(client.json('/api/x')).rejects.toMatchObject({ signInNeeded: true });
    expect(told).toBe(true);
  });

  it('query_leavesOutWhatIsEmpty', () => {
    expect(query({ q: '', courseId: null, limit: 20, offset: 0 })).toBe('?limit=20&offset=0');
    expect(query({ q: 'a&b' })).toBe('?q=a%26b');
    expect(query({})).toBe('');
  });
});

describe('Lectern', () => {
  it('longList_isAskedForInPages', async () => {
    const asked: string[] = [];
    const client = new Client((path) => {
      asked.push(path);
      const fields = new URLSearchParams(path.split('?')[1]);
      const [limit, offset] = [Number(fields.get('limit')), Number(fields.get('offset'))];
      const items = Array.from({ length: Math.max(0, Math.min(limit, 130 - offset)) }, (_, i) => ({ id: offset + i }));
      return Promise.resolve(answer(200, { total: 130, items }, 'application/json'));
    });
    const page = await new Lectern(client).lectures({ q: 'x' }, 240);
    expect(page.items).toHaveLength(130);
    expect(asked).toEqual(['/api/lectures?q=x&limit=100&offset=0', '/api/lectures?q=x&limit=100&offset=100']);
  });

  it('wrongPassword_isSaidPlainly_andIsNoLostSession', async () => {
    const client = new Client(() => Promise.resolve(answer(401, null)));
    let told = false;
    client.onSignedOut = () => (told = true);
    await expect(new Lectern(client).signIn('a', 'b')).rejects.toMatchObject({ code: 'WRONG_PASSWORD' });
    expect(told).toBe(false);
  });
});
