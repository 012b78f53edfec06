export { ConfirmPlace } from './ConfirmPlace.tsx';
