import { DateField, Segmented } from '../../ui/index.ts';
import type { ExportChoices } from './choices.ts';
import styles from './ExportPlace.module.css';

type Props = { readonly choices: ExportChoices; readonly isDouble: boolean; /** What the study gives where nothing is chosen. */ readonly reads: 'signed' | 'all'; readonly onChange: (over: Partial<ExportChoices>) => void };

/** Of what: which reads, up to which day, of whom, and why. */
export function ScopeFields({ choices, isDouble, reads, onChange }: Props) {
  return (
    <div className={styles.scope}>
      <div className={styles.field}><span className="nd-section" id="export-reads">Timepoints</span><Segmented label="Timepoints" value={choices.reads === '' ? reads : choices.reads} options={[{ value: 'signed', label: 'Signed' }, { value: 'all', label: 'All' }]} onChange={(value) => onChange({ reads: value })} /></div>
      <label className={styles.field}><span className="nd-section">Data cut-off</span><DateField value={choices.cutOff} onChange={(cutOff) => onChange({ cutOff })} /></label>
      {isDouble && (
        <label className={styles.field}><span className="nd-section">Reads</span>
          <select value={choices.reader} onChange={(event) => onChange({ reader: event.currentTarget.value as ExportChoices['reader'] })}>
            <option value="">All</option><option value="site">Site</option><option value="reader1">Reader 1</option><option value="reader2">Reader 2</option>
          </select>
        </label>
      )}
      <label className={styles.wideField}><span className="nd-section">Subjects</span><input type="text" value={choices.subjects} placeholder="All" spellCheck={false} autoComplete="off" onChange={(event) => onChange({ subjects: event.currentTarget.value })} /></label>
      <label className={styles.wideField}><span className="nd-section">Reason</span><input type="text" value={choices.reason} maxLength={500} placeholder="Not given" autoComplete="off" onChange={(event) => onChange({ reason: event.currentTarget.value })} /></label>
    </div>
  );
}
