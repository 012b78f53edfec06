/** What a thread of `nadir engine` does: pieces in, answers out; null for a piece that cannot be answered. */
import { parentPort } from 'node:worker_threads';
import { answerPiece } from './answer.ts';

export type PieceMessage = { readonly index: number; readonly piece: Uint8Array };
export type AnswersMessage = { readonly index: number; readonly answers: Uint8Array<ArrayBuffer> | null };

function answersTo({ index, piece }: PieceMessage): AnswersMessage {
  try {
    return { index, answers: answerPiece(piece) };
  } catch {
    return { index, answers: null };
  }
}

parentPort?.on('message', (message: PieceMessage) => {
  const reply = answersTo(message);
  parentPort?.postMessage(reply, reply.answers === null ? [] : [reply.answers.buffer]);
});
