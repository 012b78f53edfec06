/** The engine behind one door: JSON requests in, JSON responses out (appendix A). */
import { validateParameters, type Labels } from '../recist/index.ts';
import { operations } from './request/operations.ts';
import { anyText, boolean, isRecord, mapOf, optional, within, withoutNulls } from './request/shape.ts';

export type EngineErrorCode = 'invalidRequest' | 'unknownOperation' | 'unknownParameter' | 'invalidParameter' | 'invalidInput' | 'defect';
export type EngineError = { readonly error: { readonly code: EngineErrorCode; readonly message: string } };

const failure = (code: EngineErrorCode, message: string): EngineError => ({ error: { code, message } });

const labelsShape = optional(mapOf(anyText));
const explainShape = optional(boolean);

function answer(request: unknown): unknown {
  if (!isRecord(request)) return failure('invalidRequest', 'A request must be an object with op, params and input.');
  const { op, params, input, labels, explain } = request;
  const operation = typeof op === 'string' ? operations.get(op) : undefined;
  if (operation === undefined) return failure('unknownOperation', `There is no operation ${typeof op === 'string' ? JSON.stringify(op.slice(0, 80)) : 'without a name'}. Known: ${[...operations.keys()].join(', ')}.`);
  const reading = validateParameters(params);
  if (!reading.ok) {
    const [problem] = reading.problems;
    return failure(problem?.code ?? 'invalidParameter', problem?.message ?? 'Parameters are not valid.');
  }
  const notes = { holdsNull: false };
  const problem = within(operation.shape(input, notes), 'input') ?? within(labelsShape(labels, notes), 'labels') ?? within(explainShape(explain, notes), 'explain');
  if (problem !== null) return failure('invalidInput', `${problem.path} must be ${problem.expected}.`);
  const telling = { explain: explain === true, labels: (labels ?? {}) as Labels };
  return operation.run(notes.holdsNull ? withoutNulls(input) : input, reading.parameters, telling);
}

/** An error in place of an answer; nothing of a half-made result gets out. */
function answerSafely(request: unknown): unknown {
  try {
    return answer(request);
  } catch (cause) {
    return failure('defect', `The engine failed on this request: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
}

/**
 * Answers one parsed JSON request `{ op, params?, input }`, or an array of them in the same order; one error does not stop the others. With
 * `explain: true` operation `subject` adds the explanation of every timepoint, `labels` (id to name) are used in it. An error is
 * `{ error: { code, message } }` and never comes with a partial result. Never throws.
 */
export const runEngineRequest = (json: unknown): unknown => (Array.isArray(json) ? json.map(answerSafely) : answerSafely(json));
