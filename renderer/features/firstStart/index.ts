export { FirstStart } from './FirstStart.tsx';
