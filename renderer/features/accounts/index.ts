export { AccountsPlace } from './AccountsPlace.tsx';
