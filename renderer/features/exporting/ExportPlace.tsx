import { IconDownload } from '@tabler/icons-react';
import { csvUrl } from '../../backend.ts';
import { useStudies, useWorklist } from '../../queries/index.ts';
import { Button, EmptyState, FindingAlert, format, KeyCap, navigate, useKeys, useStudyId } from '../../ui/index.ts';
import { exportFiles } from './exportFiles.ts';
import { preflight } from './preflight.ts';
import styles from './ExportPlace.module.css';

/** The browser writes the file: the same in both shells, and nothing of it passes through the window. */
function download(studyId: string, kind: (typeof exportFiles)[number]['kind']): void {
  const anchor = document.createElement('a');
  anchor.href = csvUrl(studyId, kind);
  anchor.download = '';
  anchor.click();
}

/** CSV files of the study, what each holds, and what to know before they leave. */
export function ExportPlace() {
  const studyId = useStudyId();
  const study = useStudies().data?.find((candidate) => candidate.id === studyId);
  const rows = useWorklist(studyId).data;
  useKeys(exportFiles.map((file, index) => ({ id: `export.${file.kind}`, key: file.key, label: file.name.toLowerCase(), scope: 'Export', status: 10 + index, enabled: studyId !== null && (rows?.length ?? 0) > 0, run: () => studyId !== null && download(studyId, file.kind) })));
  if (studyId === null || rows?.length === 0) return <EmptyState title="Nothing to export" actions={<Button look="primary" onClick={() => navigate({ place: 'import', jobId: null })}>Import images</Button>}>An export needs at least one subject.</EmptyState>;
  const findings = rows ? preflight(rows) : [];
  const complete = (rows ?? []).reduce((count, row) => count + row.cells.filter((cell) => cell.status === 'complete').length, 0);
  return (
    <div className={styles.page}>
      <div className={styles.columns}>
        <section>
          <h2 className="nd-display">{study ? `Export ${study.code}` : 'Export'}</h2>
          <p className="nd-2">{rows ? `${format.counted(rows.length, 'subject')}, ${format.counted(complete, 'complete timepoint')}. CSV, UTF-8, dates YYYY-MM-DD, lengths in mm.` : '\u00a0'}</p>
          <ul className={styles.files}>
            {exportFiles.map((file) => (
              <li key={file.kind} className={styles.file}>
                <div className={styles.words}>
                  <div><strong>{file.name}</strong><span className={styles.rows}>{file.rows}</span></div>
                  <div className="nd-small nd-2">{file.columns}</div>
                </div>
                <a className={styles.download} href={csvUrl(studyId, file.kind)} download aria-label={`Download ${file.name.toLowerCase()} as CSV`}><IconDownload size={16} stroke={1.75} aria-hidden="true" />CSV<KeyCap keys={file.key} /></a>
              </li>
            ))}
          </ul>
          <p className={styles.foot}>The same facts give the same bytes. Cells that a spreadsheet would take for a formula are quoted.</p>
        </section>
        <section aria-label="Findings">
          <h2 className={styles.findingsHead}>Before you export</h2>
          <div className={styles.findings}>
            {findings.map((finding) => <FindingAlert key={finding.code} finding={finding} />)}
            {rows && findings.length === 0 && <p className="nd-small nd-3">No finding.</p>}
          </div>
        </section>
      </div>
    </div>
  );
}
