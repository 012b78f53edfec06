import { asDiskError, NadirError, type ErrorCode } from '../common/index.ts';
import type { WireError } from './wire.ts';

/** Where defects go: the local log. Nothing of the error itself crosses the wire. */
export type IncidentLog = (incident: string, error: unknown) => void;

const statusOf: Readonly<Record<ErrorCode, number>> = { invalid: 400, refused: 422, conflict: 409, notFound: 404, unreadable: 422, storage: 503, cancelled: 499, defect: 500 };

const wire = (error: WireError['error'], status: number): Response => Response.json({ error } satisfies WireError, { status });

function defect(error: unknown, log: IncidentLog): Response {
  const incident = crypto.randomUUID().slice(0, 8);
  log(incident, error);
  return wire({ code: 'defect', reason: 'defect', message: `Something went wrong in Nadir. Nothing was changed by this step. The local log has the details under ${incident}.`, incident }, statusOf.defect);
}

/** The only translation of an error for the window: code, reason and sentence of a NadirError; for anything else an incident id. No stack, no path, no patient. */
export function toWireResponse(thrown: unknown, log: IncidentLog): Response {
  const error = asDiskError(thrown);
  if (!(error instanceof NadirError) || error.code === 'defect') return defect(error, log);
  if (error.code === 'storage') log(`storage ${error.reason}`, error);
  return wire({ code: error.code, reason: error.reason, message: error.message }, error.reason === 'tooLarge' ? 413 : statusOf[error.code]);
}
