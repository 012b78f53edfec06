import type { DoubleReadStatus } from '../../../src/api/wire.ts';
import { useDoubleReadStatus, useMay } from '../../queries/index.ts';
import { format, Still } from '../../ui/index.ts';
import styles from './SubjectPanel.module.css';

const readerText = ({ signed, toSign, amending }: DoubleReadStatus['readers']['reader1']): string => (toSign === 0 ? 'no images' : `${signed} of ${toSign} signed${amending ? ', amending' : ''}`);

function adjudicationText({ state, repeated, decided }: DoubleReadStatus): string {
  switch (state) {
    case 'reading': return repeated ? 'repeated when both are signed' : 'when both are signed';
    case 'agreed': return repeated ? 'not needed any more, the readers agree' : 'not needed, the readers agree';
    case 'due': return repeated ? 'waits again, a read has changed' : 'waits for the adjudicator';
    case 'decided': return decided ? `${format.localMinute(decided.at).slice(0, 10)}, ${decided.by}` : 'decided';
  }
}

/** How far two readers are and whether it was adjudicated, for those who manage the study; nothing of what was found. */
export function DoubleRead({ subjectId }: { readonly subjectId: string }) {
  const may = useMay()('GET /adjudication/status');
  const status = useDoubleReadStatus(may ? subjectId : null).data;
  if (!may) return null;
  const facts: readonly (readonly [name: string, text: string])[] = status ? [['Reader 1', readerText(status.readers.reader1)], ['Reader 2', readerText(status.readers.reader2)], ['Adjudication', adjudicationText(status)]] : [];
  return (
    <section className={styles.section} aria-label="Double read">
      <div className={styles.sectionHead}><h3 className={styles.strong}>Double read</h3></div>
      {status ? <dl>{facts.map(([name, text]) => <div key={name} className={styles.fact}><dt>{name}</dt><dd>{text}</dd></div>)}</dl> : <Still height={54} />}
    </section>
  );
}
