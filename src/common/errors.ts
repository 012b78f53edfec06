/** Why a request was not carried out. The person sees what to do about it; details stay in the local log. */
export type ErrorCode = 'invalid' | 'refused' | 'conflict' | 'notFound' | 'unreadable' | 'storage' | 'cancelled' | 'defect';

/** The one error class that crosses rooms. `message` is for the person: what is wrong, the value, the remedy. `reason` is a stable code (IMP-04, R-136, revisionMoved). */
export class NadirError extends Error {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: { reason?: string; details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'NadirError';
    this.code = code;
    this.reason = options.reason ?? code;
    this.details = options.details ?? {};
  }
}

export const isNadirError = (value: unknown): value is NadirError => value instanceof NadirError;
