export { ExportPlace } from './ExportPlace.tsx';
