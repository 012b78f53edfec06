import type { RequestContext, Services } from '../services/index.ts';
import type { EventHub } from './events.ts';
import type { HostPorts } from './ports.ts';
import type { IncidentLog } from './wireErrors.ts';

/** What the routes work with. */
export type ApiEnvironment = {
  readonly services: Services;
  readonly ports: HostPorts;
  readonly hub: EventHub;
  /** Who works here before the first account is made. */
  readonly localUser: RequestContext;
  /** Name of the cookie that holds the session of whoever signed in. */
  readonly sessionCookie: string;
  readonly log: IncidentLog;
};
