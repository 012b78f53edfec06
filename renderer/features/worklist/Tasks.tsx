import { memo } from 'react';
import type { WorklistRow } from '../../../src/api/wire.ts';
import type { IsoDate } from '../../../src/common/index.ts';
import { Button } from '../../ui/index.ts';
import { dueWords, nextWords } from './dueWords.ts';
import styles from './Tasks.module.css';

/** What the button that starts a task says. */
export function actionName(kind: WorklistRow['next']['kind'], looksOnly = false): string {
  if (looksOnly && kind !== 'confirm') return 'Open';
  switch (kind) {
    case 'decide': return 'Decide';
    case 'continue': return 'Continue';
    case 'query': return 'Answer';
    case 'read': return 'Read';
    case 'sign': return 'Sign';
    case 'adjudicate': return 'Adjudicate';
    case 'confirm': return 'Confirm';
    case 'waitForImages':
    case 'visit':
    case 'nothing': return 'Open';
  }
}

const timepointOf = (row: WorklistRow): string => row.cells.find((cell) => cell.timepointId === row.next.timepointId)?.label ?? '';

/** The most urgent tasks; the first has the only primary button of the list. */
export const Tasks = memo(function Tasks({ tasks, today, selectedId, looksOnly, onOpen }: { readonly looksOnly: boolean; readonly tasks: readonly WorklistRow[]; readonly today: IsoDate; readonly selectedId: string | null; readonly onOpen: (row: WorklistRow) => void }) {
  return (
    <div className={styles.tasks} aria-label="Most urgent" role="group">
      {tasks.map((row, index) => {
        const due = dueWords(row, today);
        const { text, detail } = nextWords(row, today);
        return (
          <div key={row.subjectId} className={styles.task} data-first={index === 0 || undefined}>
            <div className={styles.words}>
              <div className={styles.subject}>{row.code} {timepointOf(row)}{due && <span className={styles.due} data-look={due.look}>{due.text}</span>}</div>
              <div className={styles.what} title={detail ? `${text}: ${detail}` : text}>{text}{detail && `: ${detail}`}</div>
            </div>
            <Button
              look={index === 0 ? 'primary' : 'secondary'} keys={index === 0 && row.subjectId === selectedId ? 'Enter' : String(index + 1)}
              onClick={() => onOpen(row)} aria-label={`${actionName(row.next.kind, looksOnly)}: ${row.code} ${text}`}
            >
              {actionName(row.next.kind, looksOnly)}
            </Button>
          </div>
        );
      })}
      {tasks.length === 0 && <div className={styles.task}><div className={styles.words}><div className={styles.subject}>Nothing to read</div><div className={styles.what}>Every timepoint with images is read. Import images to go on.</div></div></div>}
    </div>
  );
});
