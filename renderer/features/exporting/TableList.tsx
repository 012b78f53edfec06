import { IconDownload } from '@tabler/icons-react';
import { csvUrl } from '../../backend.ts';
import { KeyCap, useKeys } from '../../ui/index.ts';
import { exportFiles } from './exportFiles.ts';
import styles from './ExportPlace.module.css';

/** The browser writes the file: the same in both shells, and nothing of it passes through the window. */
function download(studyId: string, kind: (typeof exportFiles)[number]['kind']): void {
  const anchor = document.createElement('a');
  anchor.href = csvUrl(studyId, kind);
  anchor.download = '';
  anchor.click();
}

/** One table alone, for a spreadsheet; the same bytes as in a package of the whole study. */
export function TableList({ studyId }: { readonly studyId: string }) {
  useKeys(exportFiles.map((file, index) => ({ id: `export.${file.kind}`, key: file.key, label: file.name.toLowerCase(), scope: 'Export', status: 10 + index, run: () => download(studyId, file.kind) })));
  return (
    <section aria-label="One table">
      <h2 className={styles.tablesHead}>One table as CSV</h2>
      <ul className={styles.tables}>
        {exportFiles.map((file) => (
          <li key={file.kind}>
            <a className={styles.download} href={csvUrl(studyId, file.kind)} download title={file.columns} aria-label={`Download ${file.name.toLowerCase()} as CSV`}><IconDownload size={16} stroke={1.75} aria-hidden="true" />{file.name}<KeyCap keys={file.key} /></a>
            <span className="nd-small nd-3">{file.rows}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
