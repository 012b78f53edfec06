/** The page's side of the worker that draws figures. One per window, started with the first page. */
import { NadirError, type ErrorCode } from '../../../src/common/index.ts';
import type { Answered, CallName, Calls } from './protocol.ts';

type Waiting = { readonly done: (answer: never) => void; readonly failed: (cause: unknown) => void };

let worker: Worker | null = null;
let next = 0;
const waiting = new Map<number, Waiting>();

function started(): Worker {
  if (worker) return worker;
  const made = new Worker(new URL('./figures.worker.ts', import.meta.url), { type: 'module', name: 'figures' });
  made.onmessage = ({ data }: MessageEvent<Answered>) => {
    const call = waiting.get(data.number);
    waiting.delete(data.number);
    if (!call) return;
    if ('failed' in data) call.failed(new NadirError(data.failed.code as ErrorCode, data.failed.message, data.failed.reason === undefined ? {} : { reason: data.failed.reason }));
    else call.done(data.answer as never);
  };
  made.onerror = () => {
    // A worker that could not run answers nobody: the next call starts another.
    for (const call of waiting.values()) call.failed(new NadirError('defect', 'Figures could not be drawn. Open the page again.'));
    waiting.clear();
    made.terminate();
    worker = null;
  };
  worker = made;
  return made;
}

/** Asks the worker. Errors: NadirError as the host or the worker names it. */
export function callWorker<Name extends CallName>(name: Name, ask: Calls[Name]['ask']): Promise<Calls[Name]['answer']> {
  return new Promise((done, failed) => {
    next += 1;
    waiting.set(next, { done, failed });
    started().postMessage({ number: next, name, ask });
  });
}
