/** Answers of the rules engine to JSON text and bytes (recist-1.1.md, appendix A). */
import { runEngineRequest } from '../../endpoints/index.ts';

/** The answer to whatever stood on standard input; an error object for what is not JSON. Never throws. */
export function answerText(text: string): unknown {
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch (cause) {
    return { error: { code: 'invalidRequest', message: `Standard input is not JSON: ${cause instanceof Error ? cause.message : String(cause)}.` } };
  }
  return runEngineRequest(request);
}

/**
 * The answers to a piece of an array of requests, in their order and with commas between them. The piece is a JSON array with at least one item,
 * in UTF-8. Throws when it is not, and when an answer cannot be written: then the array is answered as a whole or not at all.
 */
export function answerPiece(piece: Uint8Array): Uint8Array<ArrayBuffer> {
  const requests: unknown = JSON.parse(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('utf8'));
  if (!Array.isArray(requests) || requests.length === 0) throw new SyntaxError('A piece of an array must hold at least one item.');
  const text = JSON.stringify(runEngineRequest(requests));
  return new TextEncoder().encode(text).subarray(1, -1);
}
