import { ResponseChip } from '../../ui/index.ts';
import type { Preview } from './preview.ts';
import styles from './Ledger.module.css';

/** What would change: responses and the date of progression, before → after, with the rule. Nothing changes: says so. */
export function PreviewLine({ preview }: { readonly preview: Preview }) {
  const { rows, pdBefore, pdAfter, rule } = preview;
  if (rows.length === 0 && pdBefore === pdAfter) return <p className={styles.preview}><span className="nd-3">No response changes</span></p>;
  return (
    <dl className={styles.preview} aria-label="What would change">
      {rows.map(({ timepointId, label, before, after }) => (
        <div key={timepointId}><dt>{label}</dt><dd>{before === null ? <span className="nd-3">–</span> : <ResponseChip response={before} provisional />}<span aria-label="becomes">→</span><ResponseChip response={after} provisional /></dd></div>
      ))}
      {pdBefore !== pdAfter && <div><dt>PD date</dt><dd><span>{pdBefore ?? 'none'}</span><span aria-label="becomes">→</span><b>{pdAfter ?? 'none'}</b></dd></div>}
      {rule !== null && <div><dt className="nd-hidden">Rule</dt><dd><code>{rule}</code></dd></div>}
    </dl>
  );
}
