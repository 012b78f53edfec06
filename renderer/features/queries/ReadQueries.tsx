import { IconMessageQuestion } from '@tabler/icons-react';
import type { Timepoint } from '../../../src/casefile/index.ts';
import { useConfirmingCommands, useQueryList, useSession } from '../../queries/index.ts';
import { format } from '../../ui/index.ts';
import { QueryList } from './QueryList.tsx';
import styles from './Queries.module.css';

/** Queries that wait, beside the images they are about: those of this timepoint and of the whole read; others by their number. */
export function ReadQueries({ subjectId, timepoint }: { readonly subjectId: string; readonly timepoint: Timepoint }) {
  const mayLook = useSession().data?.access.may.includes('GET /query/list') === true;
  const queries = useQueryList(mayLook ? subjectId : null).data ?? [];
  const commands = useConfirmingCommands(subjectId);
  const waiting = queries.filter(({ status }) => status !== 'closed');
  const here = waiting.filter(({ about }) => about.timepointId === null || about.timepointId === timepoint.id);
  if (waiting.length === 0) return null;
  const elsewhere = waiting.length - here.length;
  return (
    <section className={styles.read} aria-label="Queries">
      <div className={styles.readHead}><IconMessageQuestion size={16} stroke={1.75} className={styles.icon} aria-hidden="true" /><h2 className="nd-section">{here.length === 0 ? 'No query here' : format.counted(here.length, 'query', 'queries')}</h2>{elsewhere > 0 && <span className="nd-small nd-3">{elsewhere} at {[...new Set(waiting.filter((one) => !here.includes(one)).map(({ aboutText }) => aboutText.split(',')[0]))].join(', ')}</span>}</div>
      <QueryList queries={here} commands={commands} />
    </section>
  );
}
