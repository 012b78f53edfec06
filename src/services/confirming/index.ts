export { centralOf, isSiteDone, resultReadOf } from './readToConfirm.ts';
export { createConfirmations, confirmationStands, toConfirmations, type ConfirmationService, type ConfirmProgression } from './confirmations.ts';
export { createSyntheticCorrespondence, type SyntheticCorrespondence } from './synthetic.ts';
export { createQueries, type QueryService, type RaiseQuery, type SayInQuery } from './queries.ts';
export { queriesOf, type StoredQuery } from './threads.ts';
