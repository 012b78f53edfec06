import type { Lesion, SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import { formatPercentChange, formatSignedMm } from '../../../src/recist/index.ts';
import { useReading } from '../../state/index.ts';
import { KeyCap, Mark } from '../../ui/index.ts';
import { caliperAt, CaliperPicture, contentOf, countsMm, existsAt, lesionName, lesionOf, nadirTimepoint, recordAt, windowForOrgan } from '../lesions/index.ts';
import type { Reader } from './useReader.ts';
import styles from './LesionStrip.module.css';

const axisWords = (lesion: Lesion): string => (lesion.role === 'target' ? (lesion.kind === 'node' ? 'Short axis, axial' : 'Longest diameter, axial') : lesion.role === 'nonTarget' ? 'Non-target, not measured' : 'New lesion');

/** "From nadir +6.1 mm, +24.6 %" of this lesion alone; empty without values at both. */
function ownChange(subject: SubjectCase, lesion: Lesion, current: Timepoint, nadir: Timepoint | undefined): string {
  if (!nadir || lesion.role !== 'target') return '';
  const now = countsMm(lesion, recordAt(subject, lesion.id, current.id));
  const then = countsMm(lesion, recordAt(subject, lesion.id, nadir.id));
  if (now === null || then === null) return '';
  const percent = formatPercentChange(now, then, 'nadir');
  return `From ${nadir.index === 0 ? 'baseline' : 'nadir'} ${formatSignedMm(Math.round((now - then) * 10_000) / 10_000)} mm${percent === null ? '' : `, ${percent}`}`;
}

function captionOf(lesion: Lesion, subject: SubjectCase, timepoint: Timepoint): string {
  const content = contentOf(lesion, recordAt(subject, lesion.id, timepoint.id));
  if (!content) return '';
  return content.kind === 'value' ? (content.note ?? content.text) : content.kind === 'word' ? content.text : content.kind === 'notEvaluable' ? 'NE' : '';
}

function Picture({ lesion, subject, timepoint, largest }: { readonly lesion: Lesion; readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly largest: number }) {
  const caliper = caliperAt(subject, lesion.id, timepoint.id);
  const record = recordAt(subject, lesion.id, timepoint.id);
  if (!caliper) return <em>{record ? captionOf(lesion, subject, timepoint) : timepoint.series.length === 0 ? 'no images' : 'to assess'}</em>;
  return <CaliperPicture caliper={caliper} role={lesion.role} organWindow={windowForOrgan(lesion.organ)} largestLongAxisMm={largest} width={204} height={103} alt={`${lesion.label} at ${timepoint.label}`} />;
}

/** The selected lesion at every timepoint up to this one, all pictures at one scale. */
export function LesionStrip({ reader, onOpen }: { readonly reader: Reader; readonly onOpen: (timepointId: string) => void }) {
  const { subject, timepoint, result } = reader;
  const lesion = useReading((state) => lesionOf(subject, state.selectedId));
  if (!lesion) return <div className={styles.strip}><p className={styles.hint}><KeyCap keys="read.next" /> goes to the next lesion to assess. The lesion appears here at every timepoint.</p></div>;
  const shown = subject.timepoints.filter((candidate) => candidate.index <= timepoint.index && existsAt(subject, lesion, candidate)).sort((a, b) => a.index - b.index).slice(-6);
  const largest = Math.max(...shown.map((candidate) => { const record = recordAt(subject, lesion.id, candidate.id); return record?.state === 'measured' ? record.longAxisMm : 0; }));
  const nadir = nadirTimepoint(subject, result, timepoint);
  return (
    <div className={styles.strip} aria-label={`${lesion.label} at every timepoint`} role="group" data-controls>
      <div className={styles.about}>
        <h2><Mark label={lesion.label} role={lesion.role} />{lesionName(lesion)}</h2>
        <p>{axisWords(lesion)}</p>
        <p>{ownChange(subject, lesion, timepoint, nadir)}</p>
        <div className={styles.keys}><KeyCap keys="read.previous" /><KeyCap keys="read.next" />lesion</div>
      </div>
      <div className={styles.pictures}>
        {shown.map((candidate) => {
          const isCurrent = candidate.id === timepoint.id;
          const value = captionOf(lesion, subject, candidate);
          return (
            <button key={candidate.id} type="button" className={styles.one} data-current={isCurrent || undefined} onClick={() => onOpen(candidate.id)} aria-label={`${lesion.label} at ${candidate.label}${value === '' ? '' : `, ${value}`}`}>
              <span className={styles.frame}><Picture lesion={lesion} subject={subject} timepoint={candidate} largest={largest} /></span>
              <span className={styles.caption}><span>{candidate.label}{candidate.id === nadir?.id ? ' nadir' : ''}</span><b>{value}</b></span>
            </button>
          );
        })}
      </div>
    </div>
  );
}
