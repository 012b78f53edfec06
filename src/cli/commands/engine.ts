/** `nadir engine`: requests of the rules engine on standard input, answers on standard output (recist-1.1.md, appendix A). No database. */
import os from 'node:os';
import { answerText } from '../engine/answer.ts';
import { ArrayPieces, type Piece } from '../engine/arrayPieces.ts';
import { EnginePool } from '../engine/pool.ts';
import type { ExitStatus } from '../output.ts';

export { answerText };

/** From here on, other threads earn the tenth of a second that they take to start. */
const largeBytes = 4_000_000;
/** Some fifty requests of usual size: small beside the whole, large beside a message between threads. */
const pieceBytes = 150_000;
const mostThreads = 8;

/** What stood on standard input, and the pieces of it that are already being answered when it is a large array. */
class Intake {
  readonly #received: Uint8Array[] = [];
  readonly #pieces = new ArrayPieces(pieceBytes);
  readonly #early: Piece[] = [];
  #bytes = 0;
  #pool: EnginePool | null = null;

  take(bytes: Uint8Array): void {
    this.#received.push(bytes);
    this.#bytes += bytes.length;
    this.#early.push(...this.#pieces.push(bytes));
    if (this.#pieces.isArray && this.#bytes >= largeBytes) this.#handOver();
  }

  #handOver(): void {
    this.#pool ??= new EnginePool(Math.min(os.availableParallelism(), mostThreads) - 1);
    for (const piece of this.#early.splice(0)) this.#pool.add(piece);
  }

  /** The answers to the pieces of a large array, to be written with commas between; null when it must be answered as a whole. */
  async answers(): Promise<readonly Uint8Array[] | null> {
    const last = this.#pieces.end();
    if (this.#pool === null || last === null) return null;
    this.#pool.add(last);
    // Whatever went wrong with a piece, the whole says it in its own words.
    return this.#pool.answers().catch(() => null);
  }

  text(): string {
    return Buffer.concat(this.#received, this.#bytes).toString('utf8');
  }

  async close(): Promise<void> {
    await this.#pool?.close();
  }
}

const write = (part: string | Uint8Array): Promise<void> => new Promise((resolve) => { process.stdout.write(part, () => resolve()); });

async function writeAnswers(answers: readonly Uint8Array[]): Promise<void> {
  for (const [index, part] of answers.entries()) {
    await write(index === 0 ? '[' : ',');
    await write(part);
  }
  await write(']\n');
}

/**
 * A refused request is an answer like any other, so the status is 0 whenever answers were written. Nothing is written before every request has its
 * answer. A large array is answered in pieces on all processors; the answers are the same, byte by byte.
 */
export async function engine(): Promise<ExitStatus> {
  const intake = new Intake();
  try {
    for await (const bytes of process.stdin) intake.take(bytes as Buffer);
    const answers = await intake.answers();
    if (answers === null) await write(`${JSON.stringify(answerText(intake.text()))}\n`);
    else await writeAnswers(answers);
  } finally {
    await intake.close();
  }
  return 0;
}
