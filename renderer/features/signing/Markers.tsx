import { useState } from 'react';
import type { MarkerStatus, SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { SubjectCommands } from '../../queries/index.ts';
import { Button, errorText, Segmented } from '../../ui/index.ts';
import { asksMarkers, impliedStatus, markerEntries, markerFault, markerRecord, markerStatuses, typedNumber, type MarkerEntry } from './markerModel.ts';
import styles from './Markers.module.css';

type Props = { readonly subject: SubjectCase; readonly timepoint: Timepoint; /** Null: locked. */ readonly commands: Pick<SubjectCommands, 'setMarker'> | null };

function Recorded({ subject, timepoint }: Pick<Props, 'subject' | 'timepoint'>) {
  const marker = subject.markers[timepoint.id];
  const label = markerStatuses(timepoint).find(({ value }) => value === marker?.status)?.label ?? 'Not recorded';
  return (
    <p className={styles.recorded}>
      <b>{label}</b>
      {(marker?.values ?? []).map(({ name, value, unit, upperLimit }) => <span key={name}>{name} {value} {unit}{upperLimit === null ? '' : ` (limit ${upperLimit})`}</span>)}
    </p>
  );
}

function MarkerFields({ subject, timepoint, onRecord }: Pick<Props, 'subject' | 'timepoint'> & { readonly onRecord: (entries: readonly MarkerEntry[], status: MarkerStatus) => Promise<unknown> }) {
  const held = subject.markers[timepoint.id]?.status ?? null;
  const [entries, setEntries] = useState(() => markerEntries(subject, timepoint));
  const [chosen, setChosen] = useState<MarkerStatus | null>(held);
  const [failure, setFailure] = useState<string | null>(null);
  const [isChanged, setChanged] = useState(false);
  const status = chosen ?? impliedStatus(entries);
  const change = (index: number, changes: Partial<MarkerEntry>) => {
    const next = entries.map((entry, at) => (at === index ? { ...entry, ...changes } : entry));
    setEntries(next);
    // What the values say stands until the reader says otherwise.
    setChosen(impliedStatus(next) ?? chosen);
    setChanged(true);
  };
  const record = async (): Promise<void> => {
    if (status === null) return;
    setFailure(null);
    try {
      await onRecord(entries, status);
      setChanged(false);
    } catch (error) {
      setFailure(errorText(error));
    }
  };
  return (
    <>
      <table className={styles.table} aria-label={`Tumour markers at ${timepoint.label}`}>
        <thead><tr><th scope="col">Marker</th><th scope="col">Value</th><th scope="col">Upper limit</th><th scope="col">Unit</th></tr></thead>
        <tbody>
          {entries.map((entry, index) => {
            const [value, limit] = [typedNumber(entry.value), typedNumber(entry.upperLimit)];
            const isHigh = value !== null && limit !== null && value > limit;
            return (
              <tr key={entry.name}>
                <th scope="row">{entry.name}</th>
                <td><input type="text" inputMode="decimal" aria-label={`${entry.name}, value`} value={entry.value} data-high={isHigh || undefined} onChange={(event) => change(index, { value: event.currentTarget.value })} />{isHigh && <small>above limit</small>}</td>
                <td><input type="text" inputMode="decimal" aria-label={`${entry.name}, upper limit of normal`} value={entry.upperLimit} onChange={(event) => change(index, { upperLimit: event.currentTarget.value })} /></td>
                <td><input type="text" aria-label={`${entry.name}, unit`} value={entry.unit} maxLength={40} onChange={(event) => change(index, { unit: event.currentTarget.value })} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className={styles.actions}>
        <Segmented label="Status of the markers" value={status ?? ''} onChange={(value) => { setChosen(value as MarkerStatus); setChanged(true); }} options={markerStatuses(timepoint).map(({ value, label }) => ({ value, label }))} />
        <Button small disabledReason={markerFault(entries, status) ?? (isChanged || held === null ? null : 'Recorded')} onClick={() => void record()}>Record markers</Button>
      </div>
      {failure !== null && <p className={styles.failure} role="alert">{failure}</p>}
    </>
  );
}

/** Tumour markers, where the protocol follows them: values, upper limits of normal, status. */
export function Markers({ subject, timepoint, commands }: Props) {
  if (!asksMarkers(subject, timepoint)) return null;
  return (
    <section className={styles.section} aria-label="Tumour markers">
      <div className={styles.head}><h3 className="nd-section">Tumour markers</h3><span>R-404</span></div>
      {commands ? <MarkerFields key={timepoint.id} subject={subject} timepoint={timepoint} onRecord={(entries, status) => commands.setMarker({ timepointId: timepoint.id, marker: { ...markerRecord(entries, status), values: [...markerRecord(entries, status).values] } })} /> : <Recorded subject={subject} timepoint={timepoint} />}
    </section>
  );
}
