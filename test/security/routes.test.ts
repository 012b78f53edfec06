/** Every route of the table against every kind of bad input: a clear refusal each time, never a failure of the program, and nothing of its insides. */
import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { access, type RouteKey } from '../../src/api/access.ts';
import { startRunning, type Answer, type RawRequest, type Running } from './running.ts';

let running: Running;
let studyId: string;
/** Connections are kept, so that thousands of requests cost no ports. */
const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
const ask = (request: RawRequest): Promise<Answer> => running.asWindow({ ...request, agent });

const dimensions = (deep: number): string => '['.repeat(deep) + ']'.repeat(deep);
const routes = Object.keys(access) as RouteKey[];
const methodOf = (route: RouteKey): string => route.split(' ')[0] ?? '';
const pathOf = (route: RouteKey): string => route.split(' ')[1] ?? '';
/** What a route does without a word being asked of it, and takes long: a demo of images; the streams are not read to their end. */
const unasked: readonly RouteKey[] = ['POST /demo/create', 'POST /demo/create-trial', 'GET /events'];
const asked = routes.filter((route) => !unasked.includes(route));

const ids: Readonly<Record<string, string>> = {
  'up the folders': '..%2f..%2f..%2fetc%2fpasswd', 'up by backslashes': '..%5c..%5cwindows', 'a file of this machine': '%2fetc%2fpasswd', 'a NUL': 'a%00.png', 'another header': 'x%0d%0aX-Evil:%201',
  'a name of every object': '__proto__', 'another': 'constructor', 'half a letter': '%E0%A4%A', 'a quote': "'%20OR%201=1--", 'a tag': '%3Cscript%3Ealert(1)%3C%2Fscript%3E', 'too much': 'x'.repeat(6000), 'letters of others': '%F0%9F%98%80%E2%80%AE',
};
const texts: Readonly<Record<string, string>> = {
  tag: '<script>alert(1)</script>', path: '../../../../etc/passwd', nul: 'a\0b', proto: '__proto__', lines: 'x\r\nX-Evil: 1', formula: '=cmd|\' /C calc\'!A0', direction: '\u202egnp.exe', half: '\ud800', long: 'y'.repeat(20_000), sql: "'; DROP TABLE event; --",
};
const bodies: Readonly<Record<string, string>> = {
  nothing: '', 'not JSON': '{', 'two documents': '{}{}', null: 'null', list: '[]', text: '"x"', number: '1e999', 'members of every object': '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}',
  depth: dimensions(20_000), 'a member too many': '{"isAdmin":true}', NUL: '{"studyId":"\\u0000","subjectId":"\\u0000"}', 'half a letter': '{"studyId":"\\ud800"}', 'one long text': JSON.stringify({ studyId: 'x'.repeat(900_000) }), 'broken UTF-8': '{"studyId":"\xff\xfe"}',
};

/** What no answer may hold: how the program is made, or where it lies. Only the folder of key lists is named, to those who look after it. */
const insides = /\n\s+at |node_modules|SQLITE_|TypeError|RangeError|SyntaxError|ReferenceError|file:\/\/|\.ts:\d/;
function complaintOf(what: string, { status, headers, text }: Answer): string | null {
  if (status >= 500 || status === 0) return `${what}: ${status} ${text.slice(0, 200)}`;
  if (headers['x-evil'] !== undefined) return `${what}: a header was made up`;
  if (status < 400) return null;
  if (insides.test(text) || text.replaceAll(`${running.dataFolder}-keys`, '').includes(running.dataFolder)) return `${what}: shows its insides: ${text.slice(0, 300)}`;
  const { error } = JSON.parse(text) as { error?: { code?: string; reason?: string; message?: string } };
  return error?.code && error.reason && error.message && error.message.length < 1500 ? null : `${what}: says nothing clear: ${text.slice(0, 300)}`;
}
const tried = async (what: string, request: RawRequest): Promise<string | null> => complaintOf(what, await ask(request));
const complaints = async (all: readonly Promise<string | null>[]): Promise<readonly string[]> => (await Promise.all(all)).filter((one) => one !== null);

beforeAll(async () => {
  running = await startRunning();
  studyId = (JSON.parse((await ask({ method: 'POST', path: '/api/study/create', body: JSON.stringify({ code: 'ATTACK', title: 'Study', template: 'phase2' }) })).text) as { id: string }).id;
});
afterAll(async () => {
  agent.destroy();
  await running.close();
});

it('an id that is no id', async () => {
  const withIds = asked.filter((route) => route.includes(':'));
  expect(withIds.length).toBeGreaterThan(8);
  expect(await complaints(withIds.flatMap((route) => Object.entries(ids).map(([what, id]) => tried(`${route} ${what}`, { method: methodOf(route), path: `/api${pathOf(route).replaceAll(/:\w+/g, id)}?study=${studyId}&path=x`, ...(methodOf(route) === 'GET' ? {} : { body: '{}' }) }))))).toEqual([]);
});

it('a question whose words are no words', async () => {
  const questions = asked.filter((route) => methodOf(route) === 'GET');
  const names = ['study', 'subject', 'kind', 'cutoff', 'around', 'after', 'text', 'read', 'rules', 'at', 'from', 'today', 'offset', 'limit', 'sort', 'timepoint', 'version'];
  const queryOf = (text: string): string => names.map((name) => `${name}=${encodeURIComponent(text.toWellFormed())}`).join('&');
  expect(await complaints(questions.flatMap((route) => [
    ...Object.entries(texts).map(([what, text]) => tried(`${route} ${what}`, { path: `/api${pathOf(route).replaceAll(/:\w+/g, 'x')}?${queryOf(what === 'long' ? text.slice(0, 700) : text)}` })),
    ...Object.entries(texts).map(([what, text]) => tried(`${route} own study, ${what}`, { path: `/api${pathOf(route).replaceAll(/:\w+/g, studyId)}?${queryOf(text.slice(0, 700)).replace(/^study=[^&]*/, `study=${studyId}`)}` })),
    tried(`${route} twice`, { path: `/api${pathOf(route).replaceAll(/:\w+/g, 'x')}?study=a&study=b&subject[]=x&subject[__proto__]=y` }),
    tried(`${route} half a letter`, { path: `/api${pathOf(route).replaceAll(/:\w+/g, 'x')}?study=%E0%A4%A&subject=%00` }),
  ]))).toEqual([]);
});

it('a command whose body is no command', async () => {
  const commands = asked.filter((route) => methodOf(route) === 'POST');
  expect(await complaints(commands.flatMap((route) => Object.entries(bodies).map(([what, text]) => tried(`${route} ${what}`, { method: 'POST', path: `/api${pathOf(route).replaceAll(/:\w+/g, 'x')}`, body: Buffer.from(text, 'latin1') }))))).toEqual([]);
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});

it('a body that is no JSON by its own word, or larger than any command', async () => {
  const commands = asked.filter((route) => methodOf(route) === 'POST');
  const big = Buffer.alloc(13 << 20, 0x20);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml']) {
    const answers = await Promise.all(commands.map(async (route) => [route, (await ask({ method: 'POST', path: `/api${pathOf(route).replaceAll(/:\w+/g, 'x')}`, body: '{}', headers: { 'content-type': type } })).status] as const));
    expect(answers.filter(([, status]) => status !== 400), type).toEqual([]);
  }
  for (const route of commands) expect([413, 0], route).toContain((await running.asWindow({ method: 'POST', path: `/api${pathOf(route).replaceAll(/:\w+/g, 'x')}`, body: big })).status);
}, 60_000);

/** The member that a refusal asks for, and the value it wants there: what the form is, learned from its own words. */
const wanted = /([\w.]+): (Invalid input: expected (\w+)|Invalid option: expected one of "(\w[^"]*)"|Invalid input: expected "([^"]+)"|Unrecognized key)/g;

function put(into: Record<string, unknown>, place: string, value: unknown): void {
  const names = place.split('.');
  const last = names.pop() ?? '';
  let at: Record<string, unknown> = into;
  for (const name of names) at = (at[name] ??= {}) as Record<string, unknown>;
  at[last] = value;
}

/** Fills a command with bad text until it has the right form, and says what came back each time. */
async function filled(route: RouteKey, name: string, text: string): Promise<string | null> {
  const sent: Record<string, unknown> = {};
  for (let round = 0; round < 12; round += 1) {
    const answer = await ask({ method: 'POST', path: `/api${pathOf(route).replaceAll(/:\w+/g, 'x')}`, body: JSON.stringify(sent) });
    const complaint = complaintOf(`${route} ${name} ${JSON.stringify(sent).slice(0, 300)}`, answer);
    if (complaint !== null || answer.status < 400) return complaint;
    const before = JSON.stringify(sent);
    for (const [, place = '', , type, option, literal] of answer.text.replaceAll('\\"', '"').matchAll(wanted)) {
      const values: Readonly<Record<string, unknown>> = { string: place === 'studyId' ? studyId : text, number: 1, int: 1, boolean: false, array: [text], tuple: [1, 1, 1], record: {}, object: {}, nonoptional: text };
      put(sent, place, literal ?? option ?? (type === undefined ? text : values[type]));
    }
    if (JSON.stringify(sent) === before) return null;
  }
  return null;
}

describe.concurrent('a command of the right form, filled with bad text', () => {
  // Whoever sets up accounts shuts this window out; everything else may be done to it.
  const commands = asked.filter((route) => methodOf(route) === 'POST' && route !== 'POST /accounts/set-up');
  it.each(Object.entries(texts))('%s', async (name, text) => {
    expect((await Promise.all(commands.map((route) => filled(route, name, text)))).filter((one) => one !== null)).toEqual([]);
  }, 60_000);
});

it('after all of it the workstation works and its trail is whole', async () => {
  expect((await ask({ path: '/api/session' })).status).toBe(200);
  expect(JSON.parse((await ask({ path: '/api/study/list' })).text)).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'ATTACK' })]));
});
