export { AdjudicatePlace } from './AdjudicatePlace.tsx';
