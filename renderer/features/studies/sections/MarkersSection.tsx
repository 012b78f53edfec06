import type { TumourMarker } from '../../../../src/casefile/index.ts';
import { Button } from '../../../ui/index.ts';
import { withProtocol } from '../draft.ts';
import { Problems, Section, TextField } from '../Fields.tsx';
import type { SectionProps } from './ParameterSection.tsx';
import styles from './Sections.module.css';

const common: readonly TumourMarker[] = [
  { name: 'Chromogranin A', unit: 'µg/L', upperLimit: 102 }, { name: 'NSE', unit: 'µg/L', upperLimit: 16.3 }, { name: 'proGRP', unit: 'ng/L', upperLimit: 68 },
  { name: 'PSA', unit: 'µg/L', upperLimit: 4 }, { name: 'CA 125', unit: 'kU/L', upperLimit: 35 },
];

/** A decimal number as it is being typed; a text that is none is NaN. */
function limitOf(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return null;
  return /^\d{1,9}(\.\d{0,4})?$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}

/** Laboratory values followed at every visit, with the limit above which each is elevated. */
export function MarkersSection({ draft, change, problems }: SectionProps) {
  const markers = draft.protocol.markers ?? [];
  const put = (next: readonly TumourMarker[]) => change((now) => {
    const { markers: _before, ...protocol } = now.protocol;
    return next.length === 0 ? { ...now, protocol } : withProtocol({ markers: next })(now);
  });
  const set = (at: number, part: Partial<TumourMarker>) => put(markers.map((marker, index) => (index === at ? { ...marker, ...part } : marker)));
  const missing = common.filter((one) => !markers.some((marker) => marker.name.toLowerCase() === one.name.toLowerCase()));
  return (
    <Section id="markers" title="Tumour markers" hint="Recorded per timepoint. Limits given here are of common assays: enter those of the laboratory.">
      {markers.length > 0 && (
        <table className={styles.table} aria-label="Tumour markers">
          <thead><tr><th scope="col">Marker</th><th scope="col">Unit</th><th scope="col">Upper limit of normal</th><th scope="col"><span className="nd-hidden">Remark</span></th><th scope="col"><span className="nd-hidden">Remove</span></th></tr></thead>
          <tbody>
            {markers.map((marker, index) => {
              const here = problems.filter((problem) => problem.path.startsWith(`markers.${index}.`));
              return (
                <tr key={`${index} of ${markers.length}`} data-fault={here.length > 0 || undefined}>
                  <td><TextField label={`Name of marker ${index + 1}`} look="medium" value={marker.name} onChange={(name) => set(index, { name })} /></td>
                  <td><TextField label={`Unit of ${marker.name}`} look="unit" value={marker.unit} onChange={(unit) => set(index, { unit })} /></td>
                  <td><LimitField marker={marker} onChange={(upperLimit) => set(index, { upperLimit })} /></td>
                  <td className={styles.note}>{here.length > 0 ? <Problems problems={here} /> : marker.upperLimit === null ? 'no limit: never raised' : ''}</td>
                  <td><button type="button" className={styles.quiet} aria-label={`Remove ${marker.name}`} onClick={() => put(markers.filter((_, at) => at !== index))}>Remove</button></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <div className={styles.bar}>
        <Button small onClick={() => put([...markers, { name: '', unit: '', upperLimit: null }])}>Add a marker</Button>
        {missing.map((marker) => <Button key={marker.name} small look="ghost" onClick={() => put([...markers, marker])}>{marker.name}</Button>)}
      </div>
    </Section>
  );
}

/** The text stays as it is typed ("16."), the value is what it means. */
function LimitField({ marker, onChange }: { readonly marker: TumourMarker; readonly onChange: (limit: number | null) => void }) {
  const value = marker.upperLimit === null ? '' : Number.isNaN(marker.upperLimit) ? undefined : String(marker.upperLimit);
  return (
    <input
      type="text" inputMode="decimal" className={styles.limit} aria-label={`Upper limit of ${marker.name}`} defaultValue={value} autoComplete="off"
      onChange={(event) => onChange(limitOf(event.currentTarget.value))}
    />
  );
}
