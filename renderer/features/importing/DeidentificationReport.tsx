import type { DeidentificationReport as Report } from '../../../src/api/wire.ts';
import { format, SeverityIcon } from '../../ui/index.ts';
import styles from './DeidentificationReport.module.css';

const order = ['removed', 'emptied', 'replaced', 'cleaned', 'remapped', 'shifted', 'kept'] as const;
const words: Readonly<Record<string, string>> = { removed: 'removed', emptied: 'emptied', replaced: 'replaced', cleaned: 'cleaned', remapped: 'UIDs replaced', shifted: 'dates shifted', kept: 'kept' };

/** What de-identification did to an import: counts and names of attributes; nothing of what they held. */
export function DeidentificationReport({ report }: { readonly report: Report }) {
  const actions = order.filter((action) => (report.actions[action] ?? 0) > 0);
  return (
    <section className={styles.report} aria-label="De-identification">
      <h3 className="nd-section">De-identified, {format.counted(report.files, 'file')}</h3>
      {report.warnings.map((warning) => <p key={`${warning.code} ${warning.message}`} className={styles.warning}><SeverityIcon severity="warn" size={14} /><span>{warning.message}</span><span className={styles.code}>{warning.code}</span></p>)}
      {report.newSubjects.length > 0 && <p>New {report.newSubjects.length === 1 ? 'subject' : 'subjects'}: {report.newSubjects.slice(0, 12).join(', ')}{report.newSubjects.length > 12 ? ` and ${report.newSubjects.length - 12} more` : ''}</p>}
      <dl className={styles.counts}>{actions.map((action) => <div key={action}><dt>{words[action]}</dt><dd>{format.count(report.actions[action] ?? 0)}</dd></div>)}</dl>
      {report.descriptors.length > 0 && <p className="nd-2">Text removed from: {report.descriptors.join(', ')}</p>}
    </section>
  );
}
