import { IconChevronRight } from '@tabler/icons-react';
import type { WorklistPage } from '../../../src/casefile/index.ts';
import { format, navigate } from '../../ui/index.ts';
import styles from './StudyPlace.module.css';

const most = 8;

/** Subjects that somebody has to do something about, the most urgent first. */
export function Attention({ worklist }: { readonly worklist: WorklistPage | undefined }) {
  if (!worklist) return null;
  const rows = worklist.rows.filter(({ next }) => next.kind !== 'nothing' && next.kind !== 'visit').slice(0, most);
  const all = worklist.facets.filter(({ facet, value }) => facet === 'status' && value !== 'nothing').reduce((sum, { count }) => sum + count, 0);
  return (
    <section className={styles.section} aria-label="Attention">
      <header className={styles.sectionHead}><h2 className="nd-title">Attention</h2><span className={styles.about}>{format.counted(all, 'subject')}</span></header>
      {rows.length === 0 ? <p className="nd-small nd-3">Nothing waits for anybody.</p> : (
        <ul className={styles.attention}>
          {rows.map((row) => (
            <li key={row.subjectId}>
              <button type="button" onClick={() => navigate({ place: 'confirm', subjectId: row.subjectId })}>
                <strong>{row.code} {row.cells.find(({ timepointId }) => timepointId === row.next.timepointId)?.label ?? ''}</strong><span title={row.next.detail}>{row.next.text}{row.next.detail && `: ${row.next.detail}`}</span><IconChevronRight size={14} stroke={1.75} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {all > rows.length && <button type="button" className={styles.more} onClick={() => navigate({ place: 'worklist' })}>{format.count(all - rows.length)} more in the worklist</button>}
    </section>
  );
}
