/** The reasons behind a subject's best response, progression date and endpoints. */
import { endpointNames, type EndpointName, type EndpointResult, type Reason, type SubjectReasons } from '../../recist/index.ts';
import { bestResponseReason } from './bestResponse.ts';
import type { ReasonContext } from './context.ts';
import { endpointReason } from './endpoints.ts';
import { progressionReason } from './progression.ts';

export { noRecords, type LesionRecords, type ReasonContext } from './context.ts';

type Endpoints = Readonly<Record<EndpointName, EndpointResult | null>>;

/** Reasons of all endpoints, also of those that do not apply. */
export const endpointReasons = (context: ReasonContext, endpoints: Endpoints): Readonly<Record<EndpointName, Reason>> =>
  Object.fromEntries(endpointNames.map((name) => [name, endpointReason(context, name, endpoints[name])])) as Record<EndpointName, Reason>;

/**
 * Reasons that are put into words when they are first asked for. Reads and serialises like a plain object; a copy by spreading or structured cloning
 * must go through `toJSON`.
 */
export class DeferredReasons implements SubjectReasons {
  readonly #context: ReasonContext;
  readonly #endpoints: Endpoints;
  #words: SubjectReasons | undefined;

  constructor(context: ReasonContext, endpoints: Endpoints) {
    this.#context = context;
    this.#endpoints = endpoints;
  }

  toJSON(): SubjectReasons {
    const context = this.#context;
    this.#words ??= {
      bor: { unconfirmed: bestResponseReason(context, context.best.unconfirmed, false), confirmed: bestResponseReason(context, context.best.confirmed, true) },
      progression: progressionReason(context),
      endpoints: endpointReasons(context, this.#endpoints),
    };
    return this.#words;
  }

  get bor(): SubjectReasons['bor'] {
    return this.toJSON().bor;
  }

  get progression(): Reason {
    return this.toJSON().progression;
  }

  get endpoints(): SubjectReasons['endpoints'] {
    return this.toJSON().endpoints;
  }
}
