export { ReadPlace } from './ReadPlace.tsx';
