import { formatMm } from '../../../src/recist/index.ts';
import type { Ruler as RulerModel, RulerMark } from './rulerGeometry.ts';
import styles from './Ruler.module.css';

const percent = (at: number): string => `${(at * 100).toFixed(2)}%`;

function Label({ mark, name, text }: { readonly mark: RulerMark; readonly name: string; readonly text: string }) {
  if (mark.side === 'hidden') return null;
  return <span className={styles.label} data-mark={name} data-side={mark.side} style={{ left: percent(mark.at) }}>{text}</span>;
}

/** Where the sum stands between nadir and baseline, and where PR and PD begin. Decoration for the eye: the sentence says the same. */
export function Ruler({ ruler }: { readonly ruler: RulerModel }) {
  const { pr, pd, nadir, baseline, needle } = ruler;
  const prEnd = pr ? Math.min(pr.at, pd?.at ?? 1) : 0;
  return (
    <div className={styles.ruler} aria-hidden="true">
      <div className={styles.bar}>
        {pr && <i className={styles.zone} data-zone="pr" style={{ left: 0, width: percent(prEnd) }} />}
        {pd && <i className={styles.zone} data-zone="pd" style={{ left: percent(pd.at), right: 0 }} />}
      </div>
      <i className={styles.tick} data-mark="nadir" style={{ left: percent(nadir.at) }} />
      <i className={styles.tick} data-mark="baseline" style={{ left: percent(baseline.at) }} />
      {pr && <i className={styles.tick} data-mark="pr" style={{ left: percent(pr.at) }} />}
      {pd && <i className={styles.tick} data-mark="pd" style={{ left: percent(pd.at) }} />}
      {pr && <Label mark={pr} name="pr" text={`PR ≤ ${formatMm(pr.mm)}`} />}
      {pd && <Label mark={pd} name="pd" text={`PD ≥ ${formatMm(pd.mm)}`} />}
      {nadir.mm === baseline.mm
        ? <Label mark={baseline} name="baseline" text={`Baseline and nadir ${formatMm(baseline.mm)}`} />
        : <><Label mark={nadir} name="nadir" text={`Nadir ${formatMm(nadir.mm)}`} /><Label mark={baseline} name="baseline" text={`Baseline ${formatMm(baseline.mm)}`} /></>}
      <i className={styles.needle} style={{ left: percent(needle.at) }} />
      <Label mark={needle} name="needle" text={formatMm(needle.mm)} />
    </div>
  );
}
