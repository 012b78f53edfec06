import { IconAlertOctagon, IconShieldCheck, IconShieldQuestion } from '@tabler/icons-react';
import type { JobStatus, TrailCheck } from '../../../src/api/wire.ts';
import { format, routeHref } from '../../ui/index.ts';
import styles from './AuditPlace.module.css';

const doing = (job: JobStatus): string => `${job.text}${job.done > 0 ? `, ${format.count(job.done)}${job.total === null ? '' : ` of ${format.count(job.total)}`}` : ''}`;

/** What is known of the whole trail, in one line: the chain since the start, and the last check that somebody asked for. */
export function CheckLine({ check, job }: { readonly check: TrailCheck | undefined; readonly job: JobStatus | null }) {
  const last = check?.last ?? null;
  if (job) return <span role="status" className={styles.check}><IconShieldQuestion size={16} stroke={1.75} aria-hidden="true" />Checking: {doing(job)}</span>;
  if (last?.whole) return <span role="status" className={styles.check} data-state="whole"><IconShieldCheck size={16} stroke={1.75} aria-hidden="true" />Whole: {format.counted(last.events, 'event')}, {format.counted(last.signatures, 'signature')}, {format.counted(last.files, 'stored file')}. Checked {format.localMinute(last.at)} by {last.by}.</span>;
  if (last) return <span role="alert" className={styles.check} data-state="broken"><IconAlertOctagon size={16} stroke={1.75} aria-hidden="true" /><strong>Damage found.</strong> {last.firstFault}{last.eventId !== null && <a href={routeHref({ place: 'audit', eventId: last.eventId })}>Show the event</a>}{last.faults > 1 && ` ${format.count(last.faults)} in all.`}</span>;
  if (check?.chain === 'broken') return <span role="alert" className={styles.check} data-state="broken"><IconAlertOctagon size={16} stroke={1.75} aria-hidden="true" /><strong>The chain is damaged.</strong> Check the trail to see where.</span>;
  return <span role="status" className={styles.check} data-state={check?.chain}>{check?.chain === 'whole' ? <><IconShieldCheck size={16} stroke={1.75} aria-hidden="true" />Chain whole since the start</> : <><IconShieldQuestion size={16} stroke={1.75} aria-hidden="true" />Chain being checked</>}</span>;
}
