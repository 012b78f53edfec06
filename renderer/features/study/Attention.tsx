import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { DifferingSubject } from '../../../src/endpoints/index.ts';
import type { WorklistPage } from '../../../src/casefile/index.ts';
import { format, navigate } from '../../ui/index.ts';
import type { Summary } from './summary.ts';
import styles from './StudyPlace.module.css';

const most = 8;

const dateWords = (date: string | null): string => date ?? 'none';
/** What the site and the central read say otherwise of a subject. */
const differenceWords = ({ progression: [site, central], best }: DifferingSubject): string =>
  (site === central ? `best response ${best[0]}, central ${best[1]}` : `progression ${dateWords(site)}, central ${dateWords(central)}`);

function Subject({ subjectId, name, text, title }: { readonly subjectId: string; readonly name: string; readonly text: string; readonly title: string }) {
  return <li><button type="button" onClick={() => navigate({ place: 'confirm', subjectId })}><strong>{name}</strong><span title={title}>{text}</span><IconChevronRight size={14} stroke={1.75} aria-hidden="true" /></button></li>;
}

/** Subjects in which the site's own read and the central one differ, by name. */
function Differences({ differing, differ }: { readonly differing: readonly DifferingSubject[]; readonly differ: number }) {
  const [isWhole, setWhole] = useState(false);
  if (differ === 0) return null;
  const shown = isWhole ? differing : differing.slice(0, most / 2);
  return (
    <>
      <h3 className="nd-section">Site and central differ in {format.counted(differ, 'subject')} <span className="nd-code nd-3">R-J09</span></h3>
      <ul className={styles.attention}>{shown.map((one) => { const words = differenceWords(one); return <Subject key={one.subjectId} subjectId={one.subjectId} name={one.code} text={words} title={words} />; })}</ul>
      {!isWhole && differing.length > shown.length && <button type="button" className={styles.more} onClick={() => setWhole(true)}>{format.count(differing.length - shown.length)} more</button>}
    </>
  );
}

/** Randomised studies: whose arm is not recorded stands in no figure by arm. */
function withoutArm({ options, choices, groups }: Pick<Summary, 'options' | 'choices' | 'groups'>): number {
  return options.by === 'arm' && choices.arms.length > 1 ? (groups.find(({ name }) => name === '')?.n ?? 0) : 0;
}

/** Subjects that somebody has to do something about, the most urgent first; then where the site's own read and the central one differ. */
export function Attention({ worklist, summary }: { readonly worklist: WorklistPage | undefined; readonly summary: Summary }) {
  if (!worklist) return null;
  const unassigned = withoutArm(summary);
  const rows = worklist.rows.filter(({ next }) => next.kind !== 'nothing' && next.kind !== 'visit').slice(0, most);
  const all = worklist.facets.filter(({ facet, value }) => facet === 'status' && value !== 'nothing').reduce((sum, { count }) => sum + count, 0);
  return (
    <section className={styles.section} aria-label="Attention">
      <header className={styles.sectionHead}><h2 className="nd-title">Attention</h2><span className={styles.about}>{format.counted(all, 'subject')}</span></header>
      {rows.length === 0 ? <p className="nd-small nd-3">Nothing waits for anybody.</p> : (
        <ul className={styles.attention}>
          {rows.map((row) => (
            <Subject key={row.subjectId} subjectId={row.subjectId} name={`${row.code} ${row.cells.find(({ timepointId }) => timepointId === row.next.timepointId)?.label ?? ''}`} text={`${row.next.text}${row.next.detail && `: ${row.next.detail}`}`} title={row.next.detail} />
          ))}
        </ul>
      )}
      {all > rows.length && <button type="button" className={styles.more} onClick={() => navigate({ place: 'worklist' })}>{format.count(all - rows.length)} more in the worklist</button>}
      {unassigned > 0 && <p className="nd-small nd-2">{format.counted(unassigned, 'subject')} without an arm: in no figure by arm.</p>}
      {summary.agreement && <Differences {...summary.agreement.siteCentral} />}
    </section>
  );
}
