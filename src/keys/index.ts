export type * from './model.ts';
export { patientKey, sameSubject } from './model.ts';
export { leastPassphraseLength } from './cipher.ts';
export { openKeyFolder, type DataKey, type KeyFolder } from './keyFolder.ts';
export { decideLink, keyedCode, withLearned, type LinkDecision, type LinkQuestion, type LinkWarning } from './linking.ts';
export { readEnrolment } from './enrolmentCsv.ts';
