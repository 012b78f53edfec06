export { createConfirmations, confirmationStands, toConfirmations, type ConfirmationService, type ConfirmProgression } from './confirmations.ts';
export { createQueries, type QueryService, type RaiseQuery, type SayInQuery } from './queries.ts';
export { queriesOf, type StoredQuery } from './threads.ts';
