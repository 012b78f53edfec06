import type { ExportFormatInfo } from '../../../src/api/wire.ts';
import styles from './ExportPlace.module.css';

/** What the package holds: one line per format, everything chosen at first. */
export function FormatList({ formats, without, onChange }: { readonly formats: readonly ExportFormatInfo[]; readonly without: readonly string[]; readonly onChange: (without: readonly string[]) => void }) {
  return (
    <ul className={styles.files} aria-label="Files of the package">
      {formats.map(({ name, title, content }) => (
        <li key={name} className={styles.file}>
          <label className={styles.choice}>
            <input type="checkbox" className="nd-check" checked={!without.includes(name)} onChange={(event) => onChange(event.currentTarget.checked ? without.filter((one) => one !== name) : [...without, name])} />
            <span className={styles.words}><strong>{title}</strong><span className="nd-small nd-2">{content}</span></span>
          </label>
        </li>
      ))}
    </ul>
  );
}
