import type { ServerEvent } from './wire.ts';

/** Passes what happens in the host to every open window. */
export type EventHub = {
  publish(event: ServerEvent): void;
  /**
   * A server-sent event stream: the greeting, then everything published, with a comment as heartbeat. Ends with the signal or the reader.
   * `mayHear` is asked for every event: what a person may not ask for is not told either.
   */
  stream(signal: AbortSignal, greeting: ServerEvent, mayHear?: (event: ServerEvent) => boolean): Response;
  /** Ends all streams (the host is closing). */
  close(): void;
};

/** Shorter than the half minute after which idle connections are commonly cut. */
const heartbeatMs = 15_000;
/** A reader that is this many bytes behind is gone in all but name; its window asks for everything again when it reconnects. */
const largestBacklogBytes = 1 << 20;

/** More streams than windows a person could have open; the oldest is ended, and a window that is still there opens it again. */
const mostListeners = 64;

type Listener = { mayHear(event: ServerEvent): boolean; send(text: string): void; end(): void };

const encode = (event: ServerEvent): string => `data: ${JSON.stringify(event)}\n\n`;

export function createEventHub(): EventHub {
  const listeners = new Set<Listener>();
  return {
    publish(event) {
      const text = encode(event);
      for (const listener of [...listeners]) if (listener.mayHear(event)) listener.send(text);
    },

    stream(signal, greeting, mayHear = () => true) {
      const encoder = new TextEncoder();
      let listener: Listener | null = null;
      let heartbeat: ReturnType<typeof setInterval> | undefined;
      const forget = (): void => {
        clearInterval(heartbeat);
        if (listener) listeners.delete(listener);
        listener = null;
      };
      const body = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            const end = (): void => {
              if (!listener) return;
              forget();
              controller.close();
            };
            const send = (text: string): void => {
              if ((controller.desiredSize ?? 0) <= 0) end();
              else controller.enqueue(encoder.encode(text));
            };
            listener = { mayHear, send, end };
            listeners.add(listener);
            if (listeners.size > mostListeners) [...listeners][0]?.end();
            send(`retry: 500\n${encode(greeting)}`);
            heartbeat = setInterval(() => send(': still here\n\n'), heartbeatMs);
            if (signal.aborted) end();
            else signal.addEventListener('abort', end, { once: true });
          },
          cancel: forget,
        },
        { highWaterMark: largestBacklogBytes, size: (chunk) => chunk.byteLength },
      );
      return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' } });
    },

    close() {
      for (const listener of [...listeners]) listener.end();
    },
  };
}
