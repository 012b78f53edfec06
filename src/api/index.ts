export { createApp, type Api } from './app.ts';
export type { ApiEnvironment } from './environment.ts';
export { directSender, offerDirect, type DirectSender } from './directBody.ts';
export { createEventHub, type EventHub } from './events.ts';
export type { ByteStream, HostPorts, ImportOutcome, VolumeWanted } from './ports.ts';
export { deidentificationSchema } from './schemas/studies.ts';
export { toWireResponse, type IncidentLog } from './wireErrors.ts';
export type * from './wire.ts';
