import { displayDate, isLocked, ownDate, seriesOf } from '../../../src/casefile/index.ts';
import { fragmentIndexOf, fragmentsOf, ownerOf, useReading } from '../../state/index.ts';
import { lesionOf, recordAt, SiteChips, SplitPanel, StateLine, TechniqueForm, TreatmentForm } from '../lesions/index.ts';
import type { Reader } from './useReader.ts';
import styles from './RightPanel.module.css';

/** What the selected lesion's state does to the sum, and the panel of its parts, its treatment or its technique where one is open. */
export function SelectedState({ reader }: { readonly reader: Reader }) {
  const { subject, timepoint, lesions } = reader;
  const { selectedId, splitting, techniqueId, measuringId, editingId, placement } = useReading();
  const lesion = lesionOf(subject, selectedId);
  if (!lesion) return null;
  const record = recordAt(subject, lesion.id, timepoint.id);
  // Of a timepoint of several days each lesion has the day of its own series.
  const day = ownDate(timepoint, seriesOf(timepoint, record));
  const mayChange = subject.read.editable && !isLocked(subject, timepoint.id);
  const drawing = measuringId !== null && ownerOf(measuringId) === lesion.id ? fragmentIndexOf(measuringId) : null;
  // Where it lies, asked quietly of one that was just placed: the keys stay with the images.
  const isNameless = mayChange && lesion.placedAt === timepoint.id && lesion.description === '' && editingId === null && placement === null;
  return (
    <>
      {isNameless && <div className={styles.where} aria-label={`Where ${lesion.label} lies`} role="group"><SiteChips organ={lesion.organ} description="" isGroup={lesion.group} onChange={(description) => lesions.edit(lesion.id, { description })} /></div>}
      {day !== null && <p className={styles.ownDate}>{lesion.label} scanned {day}, {timepoint.label} dated {displayDate(timepoint)}</p>}
      <div className={styles.messages} data-state-line><StateLine subject={subject} lesion={lesion} timepoint={timepoint} /></div>
      {mayChange && splitting?.lesionId === lesion.id && <SplitPanel lesion={lesion} parts={fragmentsOf(record)} count={splitting.count} drawing={drawing} actions={lesions.splitting} />}
      {mayChange && techniqueId === lesion.id && record?.state === 'measured' && <TechniqueForm key={lesion.id} subject={subject} lesion={lesion} timepoint={timepoint} onKeep={(technique) => lesions.technique(lesion.id, technique)} onClose={() => useReading.setState({ techniqueId: null })} />}
      {mayChange && lesion.treated && timepoint.index > 0 && <TreatmentForm key={`${lesion.id} treated`} subject={subject} lesion={lesion} onChange={(treatment) => lesions.treat(lesion.id, treatment)} />}
    </>
  );
}
