import type { Lesion, LesionRole, SeriesSummary, Timepoint } from '../../../src/casefile/index.ts';
import { formatMm } from '../../../src/recist/index.ts';
import { useDraft } from '../../state/index.ts';
import { responseColour } from '../../ui/index.ts';
import type { CaliperMeasure } from '../../viewer/index.ts';
import { baselineTag, followUpTag, type Before, type LiveTagModel } from './liveLines.ts';
import styles from './LiveTag.module.css';

type Props = {
  readonly lesion: Pick<Lesion, 'label' | 'kind' | 'organ' | 'role'>;
  readonly timepoint: Timepoint;
  readonly series: SeriesSummary | undefined;
  readonly measure: CaliperMeasure;
  /** The lesion's value at the nadir, or where it had one last. */
  readonly before: Before | null;
  /** Protocol: mm only until the value is committed. */
  readonly isHidden: boolean;
};

function Tag({ model, role }: { readonly model: LiveTagModel; readonly role: LesionRole }) {
  return (
    <div className={styles.tag} data-role={role}>
      <span className={styles.head}><b>{model.label}</b>{model.mm} mm</span>
      <span>{model.right}</span>
      {model.lines.map((line) => {
        const look = line.isBlocked ? styles.blocked : line.category ? `${styles.strong} ${responseColour(line.category)}` : undefined;
        return [
          <span key={line.label} className={look}>{line.label}</span>,
          <span key={`${line.label} values`} className={look}><span className={styles.values}>{line.values.map((value) => <span key={value}>{value}</span>)}</span></span>,
        ];
      })}
    </div>
  );
}

/** Beside the calliper while it is dragged: size, sum, changes and the distance to the next threshold, from the engine, once per frame. */
export function LiveTag({ lesion, timepoint, series, measure, before, isHidden }: Props) {
  const live = useDraft((state) => state.live);
  const shortMm = measure.caliper.shortAxisProvisional ? null : measure.shortAxisMm;
  const sizeMm = lesion.kind === 'node' ? shortMm : measure.longAxisMm;
  if (isHidden) return <Tag role={lesion.role} model={{ label: lesion.label, mm: formatMm(sizeMm ?? measure.longAxisMm), right: lesion.kind === 'node' && sizeMm !== null ? 'short axis' : '', lines: [], isBlocked: false }} />;
  const result = live?.result ?? null;
  const model = timepoint.index === 0 || lesion.role !== 'target'
    ? baselineTag(lesion, sizeMm, measure.longAxisMm, series, result?.baseline.sum ?? null)
    : followUpTag(lesion, sizeMm, measure.longAxisMm, result, result?.timepoints.find((at) => at.id === timepoint.id), before);
  return <Tag model={model} role={lesion.role} />;
}
