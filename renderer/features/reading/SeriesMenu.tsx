import { Menu } from '@mantine/core';
import { IconChevronDown, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { SeriesSummary, SubjectCase, Timepoint, TwinScore } from '../../../src/casefile/index.ts';
import { useReading } from '../../state/index.ts';
import { firstSentence, SeverityIcon } from '../../ui/index.ts';
import { twinsAt } from './seriesChoice.ts';
import { SeriesDetails, type FileWindow } from './SeriesDetails.tsx';
import { gravestFinding } from './seriesFacts.ts';
import { thicknessText, twinTitle } from './twinText.ts';
import { TwinMark } from './TwinMark.tsx';
import styles from './SeriesMenu.module.css';

type Props = { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly series: SeriesSummary | undefined; readonly onSeries: (series: SeriesSummary) => void; /** Of the series shown; null while they are on their way. */ readonly images: SeriesImages | null; readonly onWindow: (window: FileWindow, name: string) => void };

function Item({ series, twin, isShown, onClick }: { readonly series: SeriesSummary; readonly twin: TwinScore | undefined; readonly isShown: boolean; readonly onClick: () => void }) {
  const finding = series.measuringOff === null ? gravestFinding(series) : null;
  const why = series.measuringOff ?? (twin ? twin.reasons.map(({ text }) => text).join(', ') : '');
  return (
    <Menu.Item onClick={onClick} data-current={isShown || undefined} aria-current={isShown || undefined}>
      <span className={styles.item}>
        <span className={styles.number}>{series.number ?? ''}</span>
        <span className={styles.name}>{series.description || series.modality}</span>
        <span className={styles.figure}>{thicknessText(series)}</span>
        <span className={styles.figure}>{series.slices}</span>
        {twin && <TwinMark twin={twin} />}
        {why !== '' && <small className={styles.why}>{why}</small>}
        {finding && <small className={styles.why}><SeverityIcon severity={finding.severity} size={12} /> {firstSentence(finding.message)} {finding.code}</small>}
      </span>
    </Menu.Item>
  );
}

/** The series of a pane's timepoint: which is shown, and how well each would stand beside the one measured on before. */
export function SeriesMenu({ subject, timepoint, series, onSeries, images, onWindow }: Props) {
  const [isAbout, setAbout] = useState(false);
  const lesionId = useReading((state) => state.selectedId);
  if (!series) return null;
  const twins = twinsAt(subject, timepoint, lesionId);
  const listed = twins ? twins.ranked.map((twin) => twin.series) : timepoint.series;
  const gravest = gravestFinding(series);
  return (
    <>
    <Menu position="bottom-end" width={420}>
      <Menu.Target>
        <button type="button" className={styles.button} title="Series, and how well each matches" aria-label={`Series of ${timepoint.label}: ${series.number ?? ''} ${series.description}`}>
          {gravest && <span title={firstSentence(gravest.message)}><SeverityIcon severity={gravest.severity} size={13} /></span>}<span className={styles.wide}>Ser </span>{series.number ?? '?'}<IconChevronDown size={13} stroke={1.75} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{twins ? twinTitle(twins.wanted) : `Series of ${timepoint.label}`}</Menu.Label>
        {listed.map((candidate) => (
          <Item key={candidate.id} series={candidate} twin={twins?.ranked.find((twin) => twin.series.id === candidate.id)} isShown={candidate.id === series.id} onClick={() => onSeries(candidate)} />
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconInfoCircle size={14} stroke={1.75} aria-hidden="true" />} onClick={() => setAbout(true)}>About {series.number === null ? 'this series' : `series ${series.number}`}: spacing, windows, findings</Menu.Item>
      </Menu.Dropdown>
    </Menu>
    {isAbout && <SeriesDetails series={series} images={images?.series.id === series.id ? images : null} onWindow={onWindow} onClose={() => setAbout(false)} />}
    </>
  );
}
