/** Everything the host answers to a window: bodies and heads of every request, and the event stream as it comes. */
import type { BrowserContext, Page } from 'playwright-core';

export type Answer = { readonly url: string; readonly text: string };
export type Answers = {
  readonly all: readonly Answer[];
  /** Answers that could not be read, by address: a test of secrecy must have none. */
  readonly lost: readonly string[];
  /** Addresses of image volumes, whose bytes are not kept. */
  readonly volumes: readonly string[];
  /** Types of the server's events, in their order. */
  events(): readonly string[];
  settle(): Promise<void>;
};

const decoded = (body: string, isBase64: boolean): string => (isBase64 ? Buffer.from(body, 'base64').toString('latin1') : body);

/** Records from now on. Images' volumes are compared elsewhere: both readers have the same. */
export async function recordAnswers(context: BrowserContext, page: Page): Promise<Answers> {
  const network = await context.newCDPSession(page);
  const all: Answer[] = [];
  const lost: string[] = [];
  const volumes: string[] = [];
  const streams = new Map<string, string[]>();
  const asked = new Map<string, string>();
  const pending = new Set<Promise<void>>();
  const keep = (work: Promise<void>): void => { pending.add(work); void work.finally(() => pending.delete(work)); };
  network.on('Network.responseReceived', ({ requestId, response }) => {
    const { pathname } = new URL(response.url);
    if (!pathname.startsWith('/api/')) return;
    asked.set(requestId, response.url);
    all.push({ url: `head of ${response.url}`, text: JSON.stringify(response.headers) });
    if (pathname !== '/api/events') return;
    const text: string[] = [];
    streams.set(requestId, text);
    keep(network.send('Network.streamResourceContent', { requestId }).then(({ bufferedData }) => { text.unshift(decoded(bufferedData, true)); }));
  });
  network.on('Network.dataReceived', ({ requestId, data }) => { if (data) streams.get(requestId)?.push(decoded(data, true)); });
  network.on('Network.loadingFinished', ({ requestId }) => {
    const url = asked.get(requestId);
    if (url === undefined || streams.has(requestId)) return;
    if (url.includes('/api/bytes/volume/')) { volumes.push(url); return; }
    keep(network.send('Network.getResponseBody', { requestId }).then(({ body, base64Encoded }) => { all.push({ url, text: decoded(body, base64Encoded) }); }, () => { lost.push(url); }));
  });
  await network.send('Network.enable', { maxTotalBufferSize: 600_000_000, maxResourceBufferSize: 100_000_000 });
  const streamed = (): readonly Answer[] => [...streams.values()].map((parts) => ({ url: '/api/events', text: parts.join('') }));
  return {
    get all() { return [...all, ...streamed()]; },
    lost, volumes,
    events: () => streamed().flatMap(({ text }) => text.split('\n').filter((line) => line.startsWith('data:')).map((line) => (JSON.parse(line.slice(5)) as { type: string }).type)),
    settle: async () => {
      await page.waitForTimeout(800);
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

/** Every number that stands under one of these names, anywhere in the JSON answers. */
export function numbersUnder(answers: readonly Answer[], names: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (value: unknown, name: string): void => {
    if (typeof value === 'number' && names.includes(name)) found.add(value);
    else if (Array.isArray(value)) for (const one of value) visit(one, name);
    else if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value)) visit(one, key);
  };
  for (const { text } of answers) {
    try {
      visit(JSON.parse(text), '');
    } catch { /* not JSON: an image */ }
  }
  return found;
}
