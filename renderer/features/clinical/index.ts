export { ClinicalSheet } from './ClinicalSheet.tsx';
export { ImportFacts } from './ImportFacts.tsx';
