export { odmCodeLists, odmForms, odmGroups, odmItems } from './forms.ts';
export { odmSnapshot } from './snapshot.ts';
