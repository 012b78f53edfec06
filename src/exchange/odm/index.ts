/** ODM 1.3.2: metadata and clinical data of the response forms. */
export { odmFindings } from './check.ts';
export { odmForms, odmGroups, odmItems } from './forms.ts';
export { writeOdm } from './write.ts';
