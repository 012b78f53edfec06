import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { RejectedFile } from '../../../src/api/wire.ts';
import { Button, format, saveCsv } from '../../ui/index.ts';
import { groupDetail, groupRejections, rejectionsCsv } from './rejections.ts';
import styles from './RejectedPanel.module.css';

/** Files that were left out, grouped by reason, count first. */
export function RejectedPanel({ sourceName, rejected, above, footer }: { readonly sourceName: string; readonly rejected: readonly RejectedFile[]; /** Before the list: what else this import did. */ readonly above?: ReactNode; readonly footer: ReactNode }) {
  const groups = groupRejections(rejected);
  return (
    <aside className={styles.panel} aria-label="Not imported">
      {above && <div className={styles.above} tabIndex={0} role="group" aria-label="What was done">{above}</div>}
      <header className={styles.header}>
        <div className={styles.headLine}><h2 className="nd-title">Not imported</h2><span className="nd-3">{format.counted(rejected.length, 'file')}</span></div>
        <p className="nd-small nd-2">Nothing was changed on the source.</p>
      </header>
      <div className={styles.scroll}>
        <ul>
          {groups.map((group) => (
            <li key={`${group.code}-${group.title}`} className={styles.reason}>
              <strong className={styles.count}>{format.count(group.files.length)}</strong>
              <div className={styles.words}><div>{group.title}</div><div className={styles.detail} title={group.files.slice(0, 40).map((file) => file.sourceName ?? file.path).join('\n')}>{groupDetail(group)}</div></div>
              <span className={styles.code}>{group.code}</span>
            </li>
          ))}
        </ul>
        {rejected.length === 0 && <p className={styles.none}>Every file was taken.</p>}
        {rejected.length > 0 && <div className={styles.list}><Button small icon={<IconDownload size={14} stroke={1.75} />} onClick={() => saveCsv(rejected.some((file) => file.sourceName !== undefined) ? 'not-imported.csv' : `${sourceName}-not-imported.csv`, rejectionsCsv(rejected))}>List as CSV</Button></div>}
      </div>
      {footer}
    </aside>
  );
}
