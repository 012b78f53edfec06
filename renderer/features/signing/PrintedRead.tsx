import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { displayDate, protocolVersion, signOffOf, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { engineVersion, type SubjectResult } from '../../../src/recist/index.ts';
import { ResponseChip, usePrinting, Words } from '../../ui/index.ts';
import { PrintedSignatures } from './PrintedSignatures.tsx';
import { recordSentence } from './reviewModel.ts';
import { ReviewTable } from './ReviewTable.tsx';
import styles from './PrintedRead.module.css';

type Props = { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly result: SubjectResult | null };

function Sheet({ subject, timepoint, result }: Props) {
  const at = result?.timepoints.find(({ id }) => id === timepoint.id);
  const scan = !timepoint.performed ? 'not performed' : timepoint.scanDates.length > 0 ? `scan ${displayDate(timepoint)}` : 'no images';
  const isSigned = signOffOf(subject, timepoint.id).state === 'signed';
  useEffect(() => {
    document.documentElement.toggleAttribute('data-print-sheet', true);
    return () => document.documentElement.removeAttribute('data-print-sheet');
  }, []);
  return (
    <article className={styles.sheet} data-print-sheet>
      <header>
        <h1 className="nd-title">{subject.code}, {timepoint.label} {at && <ResponseChip response={at.overall} provisional={!isSigned} />}</h1>
        <p>{[subject.studyCode, scan, `protocol version ${protocolVersion(subject.protocol)}`, `engine ${engineVersion}`, isSigned ? 'signed' : 'Not signed'].join(', ')}</p>
      </header>
      <ReviewTable subject={subject} timepoint={timepoint} result={result} />
      <section className={styles.record}><h2 className="nd-section">The sentence that goes on record</h2><p><Words text={recordSentence(subject, timepoint, result)} /></p><code>{at?.rules.join('  ') ?? ''}</code></section>
      <PrintedSignatures subject={subject} timepoints={[timepoint]} />
    </article>
  );
}

/** What a print of Read and of its review is: the recorded values, the sentence and the signatures of the timepoint. On the screen nothing. */
export function PrintedRead(props: Props) {
  return usePrinting() ? createPortal(<Sheet {...props} />, document.body) : null;
}
