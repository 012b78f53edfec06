/** Pieces of a large array answered on several threads, this one included; the answers keep their order. */
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { answerPiece } from './answer.ts';
import type { Piece } from './arrayPieces.ts';
import type { AnswersMessage, PieceMessage } from './workerLoop.ts';

/** Pieces given to a thread at a time: while it answers one, the next is already there. */
const piecesAhead = 2;

/** The bytes of a piece, in a buffer of their own that can be given away. */
function joined(piece: Piece): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(piece.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of piece) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export class EnginePool {
  readonly #workers: readonly Worker[];
  /** Pieces that nobody has begun. */
  readonly #waiting: { readonly index: number; readonly piece: Piece }[] = [];
  readonly #answers: (Uint8Array | undefined)[] = [];
  #given = 0;
  #open = 0;
  #failure: Error | null = null;
  #settle: (() => void) | null = null;
  readonly #load = new Map<Worker, number>();

  /** `threads` beside this one. */
  constructor(threads: number) {
    this.#workers = Array.from({ length: threads }, () => this.#start());
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url));
    this.#load.set(worker, 0);
    worker.on('message', ({ index, answers }: AnswersMessage) => {
      this.#load.set(worker, (this.#load.get(worker) ?? 1) - 1);
      if (answers === null) this.#fail(new Error(`Piece ${index} has no answers.`));
      else this.#take(index, answers);
      this.#feed(worker);
    });
    worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    return worker;
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#settle?.();
  }

  #take(index: number, answers: Uint8Array): void {
    this.#answers[index] = answers;
    this.#open -= 1;
    if (this.#open === 0) this.#settle?.();
  }

  #feed(worker: Worker): void {
    while ((this.#load.get(worker) ?? 0) < piecesAhead) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#load.set(worker, (this.#load.get(worker) ?? 0) + 1);
      const bytes = joined(next.piece);
      worker.postMessage({ index: next.index, piece: bytes } satisfies PieceMessage, [bytes.buffer]);
    }
  }

  /** Hands in the next piece. */
  add(piece: Piece): void {
    this.#waiting.push({ index: this.#given, piece });
    this.#given += 1;
    this.#open += 1;
    for (const worker of this.#workers) this.#feed(worker);
  }

  /** The answers to all pieces in their order, once the last was handed in. Rejects when one cannot be answered or a thread fails. */
  async answers(): Promise<readonly Uint8Array[]> {
    while (this.#failure === null) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      this.#take(next.index, answerPiece(joined(next.piece)));
      // Lets the answers of the other threads in, and their next pieces out.
      await setImmediate();
    }
    if (this.#failure === null && this.#open > 0) await new Promise<void>((resolve) => { this.#settle = resolve; });
    if (this.#failure !== null) throw this.#failure;
    return this.#answers.map((answers) => answers ?? new Uint8Array());
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
