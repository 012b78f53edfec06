export { StudyPlace } from './StudyPlace.tsx';
