export { NewStudyDialog } from './NewStudyDialog.tsx';
