import { Modal } from '@mantine/core';
import { useState } from 'react';
import { figureKinds, type FigureId, type FigureSource } from '../../../src/figures/index.ts';
import { Button, Segmented, toastFailure } from '../../ui/index.ts';
import { downloadFigure, fileFormats } from './files.ts';
import type { FileTheme } from './protocol.ts';
import type { Summary } from './summary.ts';
import styles from './StudyPlace.module.css';

const pairWords = (id: FigureId): string => (id.endsWith('-readers') ? ', reader 1 and reader 2' : id.endsWith('-central') ? ', site and central' : '');
/** A figure's name in a list. Titles do not depend on the numbers. */
export const figureName = (id: FigureId): string => `${figureKinds[id].title({} as FigureSource)}${pairWords(id)}`;

/** Every figure of the analysis as it is chosen now, in every format. */
export function ExportDialog({ summary, first, isOpen, close }: { readonly summary: Summary; readonly first: FigureId | null; readonly isOpen: boolean; readonly close: () => void }) {
  const [theme, setTheme] = useState<FileTheme>('nadir-print');
  return (
    <Modal opened={isOpen} onClose={close} title="Export figures" size={560}>
      <div className={styles.exportHead}>
        <span className="nd-2">As they are chosen now, with definitions, n and protocol version.</span>
        <Segmented label="Colours" value={theme} options={[{ value: 'nadir-print', label: 'Print' }, { value: 'nadir-dark', label: 'Dark' }]} onChange={setTheme} />
      </div>
      <ul className={styles.exportList}>
        {summary.figures.map((id) => (
          <li key={id}>
            <span>{figureName(id)}</span>
            {fileFormats.map((format) => (
              <Button key={format} small aria-label={`${figureName(id)} as ${format.toUpperCase()}`} data-autofocus={(id === first && format === 'svg') || undefined} onClick={() => void downloadFigure(summary.key, id, format, theme).catch(toastFailure)}>{format.toUpperCase()}</Button>
            ))}
          </li>
        ))}
      </ul>
      <p className="nd-small nd-3"><span className="nd-code">nadir analyse --figures</span> writes the same files.</p>
    </Modal>
  );
}
