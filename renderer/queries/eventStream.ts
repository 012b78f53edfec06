import type { ServerEvent } from '../../src/api/wire.ts';

/** Cuts a server-sent event stream into the JSON documents of its `data:` lines. Keeps what is not complete yet. */
export function makeEventParser(emit: (event: ServerEvent) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    rest += text;
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = block.split(/\r?\n/).filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart()).join('\n');
      if (data !== '') emit(JSON.parse(data) as ServerEvent);
    }
  };
}

/** The host answers but does not know this window: it was started anew with another token. */
class Refused extends Error {}

export type StreamState = 'connected' | 'lost' | 'refused';

async function readOnce(emit: (event: ServerEvent) => void, opened: () => void, signal: AbortSignal): Promise<void> {
  const response = await fetch('/api/events', { headers: { accept: 'text/event-stream' }, credentials: 'same-origin', signal });
  if (response.status === 401 || response.status === 403) throw new Refused();
  if (!response.ok || !response.body) throw new Error(`events: ${response.status}`);
  opened();
  const parse = makeEventParser(emit);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parse(value);
  }
}

/**
 * Follows GET /api/events until stopped, over plain fetch because the window's own scheme has no EventSource in Electron.
 * Reconnects by itself, sooner at first, at most every 2 s. `changed` hears every change.
 */
export function followEvents(emit: (event: ServerEvent) => void, changed: (state: StreamState) => void): () => void {
  const stop = new AbortController();
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const run = async () => {
    let waitMs = 150;
    while (!stop.signal.aborted) {
      let isRefused = false;
      try {
        await readOnce(emit, () => { waitMs = 150; changed('connected'); }, stop.signal);
      } catch (error) {
        // Whatever else ended it, the answer is the same: say so and try again.
        isRefused = error instanceof Refused;
      }
      if (stop.signal.aborted) return;
      changed(isRefused ? 'refused' : 'lost');
      await pause(waitMs);
      waitMs = Math.min(2000, waitMs * 2);
    }
  };
  void run();
  return () => stop.abort();
}
