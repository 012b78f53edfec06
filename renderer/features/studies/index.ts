export { StudySetupPlace } from './StudySetupPlace.tsx';
