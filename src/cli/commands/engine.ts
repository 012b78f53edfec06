/** `nadir engine`: requests of the rules engine on standard input, answers on standard output (recist-1.1.md, appendix A). No database. */
import { runEngineRequest } from '../../endpoints/index.ts';
import type { ExitStatus } from '../output.ts';

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

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

/** A refused request is an answer like any other, so the status is 0 whenever answers were written. */
export async function engine(): Promise<ExitStatus> {
  const text = JSON.stringify(answerText(await standardInput()));
  await new Promise<void>((resolve) => { process.stdout.write(`${text}\n`, () => resolve()); });
  return 0;
}
