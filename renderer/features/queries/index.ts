export { QueryList } from './QueryList.tsx';
export { QuerySheet } from './QuerySheet.tsx';
export { ReadQueries } from './ReadQueries.tsx';
export { ageText } from './words.ts';
