export { WorklistPlace } from './WorklistPlace.tsx';
