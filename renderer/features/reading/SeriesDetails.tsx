import { Modal } from '@mantine/core';
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { SeriesSummary } from '../../../src/casefile/index.ts';
import { Button, FindingAlert } from '../../ui/index.ts';
import { seriesFacts, seriesFindings } from './seriesFacts.ts';
import styles from './SeriesDetails.module.css';

export type FileWindow = SeriesImages['windows'][number];
type Props = { readonly series: SeriesSummary; readonly images: SeriesImages | null; readonly onWindow: (window: FileWindow, name: string) => void; readonly onClose: () => void };

const whole = (value: number): string => String(Math.round(value * 10) / 10).replace('-', '\u2212');
const windowName = (window: FileWindow, index: number): string => window.name || (index === 0 ? 'Default' : `Window ${index + 1}`);

/** Where the millimetres of a series come from, what was found in it, and the windows its file names. */
export function SeriesDetails({ series, images, onWindow, onClose }: Props) {
  const findings = seriesFindings(series);
  const windows = images?.windows ?? [];
  return (
    <Modal opened onClose={onClose} title={[series.number === null ? '' : `Series ${series.number}`, series.description || series.modality].filter(Boolean).join(', ')} size={560}>
      <div className={styles.content}>
        <dl className={styles.facts}>
          {seriesFacts(series, images).map(({ name, value, note }) => <div key={name}><dt>{name}</dt><dd>{value}{note !== undefined && <small>{note}</small>}</dd></div>)}
        </dl>
        {windows.length > 0 && (
          <section aria-label="Windows of the file">
            <h3 className="nd-section">Windows of the file</h3>
            <div className={styles.windows}>
              {windows.map((window, index) => (
                <Button key={`${index} ${window.name}`} onClick={() => { onWindow(window, windowName(window, index)); onClose(); }}>
                  {windowName(window, index)} <span className={styles.figures}>W {whole(window.width)} L {whole(window.center)}{window.shape === 'SIGMOID' ? ' sigmoid' : ''}</span>
                </Button>
              ))}
            </div>
          </section>
        )}
        <section aria-label="Findings of the series">
          <h3 className="nd-section">Findings</h3>
          {findings.length === 0 ? <p className="nd-3">Nothing was found that concerns measuring.</p> : <div className={styles.findings}>{findings.map((finding, index) => <FindingAlert key={`${finding.code} ${index}`} finding={finding} />)}</div>}
        </section>
      </div>
    </Modal>
  );
}
