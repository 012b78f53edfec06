import { IconCircleCheck } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import type { AdjudicationCase } from '../../../src/api/wire.ts';
import type { Caliper, Lesion, Timepoint } from '../../../src/casefile/index.ts';
import { formatMm } from '../../../src/recist/index.ts';
import { useSeriesImages } from '../../queries/index.ts';
import { EmptyState, errorText, Mark, ResponseChip, Words } from '../../ui/index.ts';
import { ViewerPane, type PaneCaliper, type PaneHandle } from '../../viewer/index.ts';
import { caliperAt, CaliperPicture, centreOf, lesionName, lesionOf, LesionTable, recordAt, windowForOrgan } from '../lesions/index.ts';
import { calipersAt, captionOf, nearestSliceTo, seriesName, useStartWindow, valueText } from '../reading/index.ts';
import { nameOf, otherSide, placeOfPair, readTable, seriesOfPane, type Side } from './compareModel.ts';
import type { CaseView } from './useCaseView.ts';
import styles from './CaseView.module.css';

type Props = {
  readonly found: AdjudicationCase;
  readonly side: Side;
  readonly view: CaseView;
  readonly handle: RefObject<PaneHandle | null>;
  readonly window: string | null;
  readonly onWindow: (name: string) => void;
  /** Timepoints of the table. */
  readonly columns: readonly Timepoint[];
};

/** The other read's calliper of the same lesion, dotted, where both may be seen at once. */
function ghostOfOther(found: AdjudicationCase, side: Side, view: Pick<CaseView, 'lesions' | 'showsOther' | 'timepoint'>): PaneCaliper | null {
  const other = otherSide(side);
  const { case: subject } = found.reads[other];
  const lesion = view.showsOther ? lesionOf(subject, view.lesions?.[other] ?? null) : undefined;
  const record = lesion && recordAt(subject, lesion.id, view.timepoint.id);
  const caliper = lesion && caliperAt(subject, lesion.id, view.timepoint.id);
  if (!lesion || !record || !caliper) return null;
  return { lesionId: `other ${lesion.id}`, label: lesion.label, role: lesion.role, caliper, ghost: true, selected: false, editable: false, valueText: `${nameOf(other)}: ${lesion.label}  ${valueText(lesion, record)}` };
}

/** Brings the pane to its lesion whenever one is chosen, or another series has come. */
function useJump(handle: RefObject<PaneHandle | null>, seriesId: string | null, jump: number, placed: Caliper | undefined): void {
  const latest = useRef(placed);
  latest.current = placed;
  useEffect(() => {
    const caliper = latest.current;
    if (seriesId !== null && caliper) handle.current?.jumpTo(centreOf(caliper), { from: caliper.seriesId });
  }, [handle, seriesId, jump]);
}

function Pane(props: Props) {
  const { found, side, view, handle, window, onWindow } = props;
  const { case: subject } = found.reads[side];
  const { timepoint } = view;
  const name = nameOf(side);
  const series = seriesOfPane(found, view.lesions, side, timepoint, view.series[`${side} ${timepoint.id}`]);
  const { data, error } = useSeriesImages(series?.id ?? null);
  const images = data ?? null;
  const placed = view.lesions ? placeOfPair(found, view.lesions, side, timepoint) : undefined;
  const point = placed && centreOf(placed);
  const selectedId = view.lesions?.[side] ?? null;
  const { lesions, showsOther } = view;
  const ghost = useMemo(() => ghostOfOther(found, side, { lesions, showsOther, timepoint }), [found, side, lesions, showsOther, timepoint]);
  // None is selected in the pane: handles would say that something can be moved.
  const calipers = useMemo(() => [...calipersAt(subject, timepoint, null, false), ...(ghost ? [ghost] : [])], [subject, timepoint, ghost]);
  useJump(handle, images?.series.id ?? null, view.jump, placed);
  const startWindow = useStartWindow(handle, images, window);
  const lesion = lesionOf(subject, selectedId);
  const isAccepted = found.state === 'decided' && found.decisions.at(-1)?.accepted === name;
  const choose = (id: string) => view.change({ series: { ...view.series, [`${side} ${timepoint.id}`]: id } });
  return (
    <section className={styles.pane} aria-label={`Images of read ${name}`} data-pane-place={side}>
      <div className={styles.head} data-controls>
        <h2><b>Read {name}</b><span>{timepoint.label}</span>{isAccepted && <span className={styles.accepted}><IconCircleCheck size={14} stroke={1.75} aria-hidden="true" />accepted</span>}</h2>
        <span className={styles.about}>{lesion ? <><Mark label={lesion.label} role={lesion.role} />{lesionName(lesion)}</> : view.lesions && <span className={styles.missing}>not in read {name}</span>}</span>
        {subject.timepoints.find(({ id }) => id === timepoint.id)?.series.length === 1
          ? <span className={styles.oneSeries}>{series && seriesName(series)}</span>
          : series && <select className={styles.series} aria-label={`Series of read ${name}`} value={series.id} onChange={(event) => choose(event.currentTarget.value)}>{timepoint.series.map((one) => <option key={one.id} value={one.id}>{`${seriesName(one)} ${one.description}`}</option>)}</select>}
      </div>
      <div className={styles.view}>
        {!series || error ? <div className={styles.none}><EmptyState title={series ? 'The series could not be opened' : `No images for ${timepoint.label}`}>{series ? errorText(error) : 'There was nothing to read.'}</EmptyState></div> : (
          <ViewerPane
            ref={handle} paneId={`read-${side}`} name={`Read ${name}, ${timepoint.label}`} images={images} active={view.active === side} linkGroup={view.linked ? 'adjudicate' : null} linkLead={side === 'a'} calipers={calipers} placing={null}
            caption={{ ...captionOf(subject, timepoint, series), subject: `Read ${name}, ${subject.code}` }} recordingDecimals={subject.protocol.recordingDecimals} initialSlice={images && point ? nearestSliceTo(images, point) : null}
            onSelect={(lesionId) => { if (lesionId !== null) view.selectLesion(lesionId.replace(/^other /, '')); }}
            onActivate={() => view.change({ active: side })} onWindowChange={(changed) => { onWindow(changed.name); startWindow(); }}
          />
        )}
      </div>
    </section>
  );
}

/** What the read says of the timepoint: category, sentence, and what was assigned by hand. */
function Said({ found, side, timepoint }: Pick<Props, 'found' | 'side'> & { readonly timepoint: Timepoint }) {
  const { result, case: subject } = found.reads[side];
  const at = result?.timepoints.find((one) => one.id === timepoint.id);
  const assigned = subject.overrides[timepoint.id];
  if (!at) return <div className={styles.said}><p>{timepoint.index === 0 && result ? result.baseline.sum === null ? 'Baseline has no sum.' : `Baseline sum ${formatMm(result.baseline.sum)} mm.` : `No response at ${timepoint.label}.`}</p></div>;
  return (
    <div className={styles.said}>
      <ResponseChip response={at.overall} />
      <p title={at.explanation.sentence}><Words text={at.explanation.sentence} />{assigned && <em> Assigned by hand{at.computed.overall === at.overall ? '' : `, computed ${at.computed.overall}`}.</em>}</p>
    </div>
  );
}

const nobody: ReadonlyMap<string, string> = new Map();

/** One read at the chosen timepoint: its image, what it says, its table. */
export function ReadColumn(props: Props) {
  const { found, side, view, columns } = props;
  const { case: subject } = found.reads[side];
  const { timepoint } = view;
  const model = useMemo(() => readTable(found, side, timepoint, columns), [found, side, timepoint, columns]);
  const picture = useCallback((lesion: Lesion) => {
    const caliper = caliperAt(subject, lesion.id, timepoint.id) ?? subject.timepoints.map((one) => caliperAt(subject, lesion.id, one.id)).find((one) => one !== undefined);
    const long = caliper ? Math.hypot(...caliper.longAxis[0].map((value, axis) => value - (caliper.longAxis[1][axis] ?? 0))) : 0;
    return caliper && <CaliperPicture caliper={caliper} role={lesion.role} organWindow={windowForOrgan(lesion.organ)} largestLongAxisMm={long} width={26} height={26} alt="" />;
  }, [subject, timepoint.id]);
  return (
    <section className={styles.read} aria-label={`Read ${nameOf(side)}`}>
      <Pane {...props} />
      <Said found={found} side={side} timepoint={timepoint} />
      <div className={styles.table} data-controls>
        <LesionTable model={model} selectedId={view.lesions?.[side] ?? null} blocked={nobody} failed={nobody} onSelect={view.selectLesion} onMenu={null} picture={picture} detail={null} />
      </div>
    </section>
  );
}
