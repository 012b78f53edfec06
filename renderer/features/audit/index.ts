export { AuditPlace } from './AuditPlace.tsx';
