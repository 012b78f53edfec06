/** What the panes are given: callipers of a timepoint, the ghost of the reference, and where a lesion is. Pure. */
import type { SeriesImages } from '../../../src/api/wire.ts';
import { calipersOf, type Assessment, type Caliper, type Lesion, type SeriesSummary, type SubjectCase, type Timepoint, type WorldPoint } from '../../../src/casefile/index.ts';
import { dot, sliceNormal, subtract } from '../../../src/geometry/index.ts';
import { formatMm, formatPercentChange, formatSignedMm } from '../../../src/recist/index.ts';
import type { PaneCaliper, Placing } from '../../viewer/index.ts';
import { fragmentId, fragmentIndexOf, pendingId, type Placement } from '../../state/index.ts';
import { caliperAt, caliperOf, centreOf, countsMm, earlierRecords, fragmentText, lesionOf, newLesionText, nonTargetText, recordAt } from '../lesions/index.ts';

/** What stands beside a calliper: the size that counts, or the status of what is not measured. */
export function valueText(lesion: Pick<Lesion, 'kind'>, record: Assessment): string {
  switch (record.state) {
    case 'measured': return formatMm(countsMm(lesion, record) ?? record.longAxisMm);
    case 'split': { const size = countsMm(lesion, record); return size === null ? 'split' : formatMm(size); }
    case 'merged': return 'merged';
    case 'absent': return 'absent';
    case 'tooSmall': return 'too small';
    case 'notEvaluable': return 'NE';
    case 'status': return nonTargetText(record.status);
    case 'newLesion': return newLesionText(record.status);
  }
}

/** What stands beside a calliper under the pointer: its size, and how what counts has changed since the timepoint before. */
export function hoverLinesOf(subject: SubjectCase, lesion: Lesion, timepoint: Timepoint, record: Assessment): readonly string[] {
  const size = countsMm(lesion, record);
  if (record.state !== 'measured' || size === null) return [`${lesion.label}  ${valueText(lesion, record)}`];
  const axes = lesion.kind === 'node' ? ` short axis, long axis ${formatMm(record.longAxisMm)} mm` : record.shortAxisMm === null || record.caliper?.shortAxisProvisional === true ? '' : `, short axis ${formatMm(record.shortAxisMm)} mm`;
  const last = earlierRecords(subject, lesion.id, timepoint).flatMap(({ timepoint: at, record: then }) => { const mm = countsMm(lesion, then); return mm === null ? [] : [{ label: at.label, mm }]; })[0];
  const percent = last && last.mm > 0 ? formatPercentChange(size, last.mm, 'nadir') : null;
  return [
    `${lesion.label}  ${formatMm(size)} mm${axes}`,
    ...(last ? [`${formatSignedMm(Math.round((size - last.mm) * 10_000) / 10_000)} mm${percent === null ? '' : `, ${percent}`} from ${last.label} ${formatMm(last.mm)}`] : []),
  ];
}

/** The callipers of a lesion that broke up: each fragment by itself, "T1.2 6.1" (R-210). */
function fragmentCalipers(lesion: Lesion, record: Extract<Assessment, { state: 'split' }>, selected: boolean, editable: boolean): readonly PaneCaliper[] {
  return record.parts.flatMap((part, index) => calipersOf(part).map((caliper): PaneCaliper => ({
    lesionId: fragmentId(lesion.id, index), label: `${lesion.label}.${index + 1}`, role: lesion.role, caliper, valueText: fragmentText(lesion, part),
    hoverLines: [`${lesion.label} part ${index + 1} of ${record.parts.length}  ${fragmentText(lesion, part)}${part.state === 'measured' ? ' mm' : ''}`, `${lesion.label} counts ${valueText(lesion, record)} mm`], ghost: false, selected, editable,
  })));
}

/** Callipers recorded at a timepoint. */
export function calipersAt(subject: SubjectCase, timepoint: Timepoint, selectedId: string | null, editable: boolean): readonly PaneCaliper[] {
  return subject.lesions.flatMap((lesion) => {
    const record = recordAt(subject, lesion.id, timepoint.id);
    const caliper = caliperOf(record);
    if (!record || !caliper) return [];
    if (record.state === 'split') return fragmentCalipers(lesion, record, lesion.id === selectedId, editable);
    return [{ lesionId: lesion.id, label: lesion.label, role: lesion.role, caliper, valueText: valueText(lesion, record), hoverLines: hoverLinesOf(subject, lesion, timepoint, record), ghost: false, selected: lesion.id === selectedId, editable }];
  });
}

/** The selected lesion as it was: at the reference timepoint, else where it was last drawn before `current`. */
export function ghostOf(subject: SubjectCase, current: Timepoint, reference: Timepoint | undefined, selectedId: string | null): PaneCaliper | null {
  const lesion = subject.lesions.find((candidate) => candidate.id === selectedId);
  if (!lesion) return null;
  const drawn = earlierRecords(subject, lesion.id, current).filter(({ record }) => caliperOf(record) !== undefined);
  const shown = drawn.find(({ timepoint }) => timepoint.id === reference?.id) ?? drawn[0];
  const caliper = caliperOf(shown?.record);
  if (!shown || !caliper) return null;
  return {
    lesionId: lesion.id, label: lesion.label, role: lesion.role, caliper, ghost: true, selected: false, editable: false,
    valueText: `${shown.timepoint.index === 0 ? 'BL' : shown.timepoint.label}  ${valueText(lesion, shown.record)}`,
  };
}

/** The place of a new lesion in an earlier timepoint: its calliper from the timepoint being read, as a ghost. Null where it is drawn itself, or nowhere. */
export function lookBackGhost(subject: SubjectCase, lesionId: string, current: Timepoint, earlier: Timepoint): PaneCaliper | null {
  const lesion = lesionOf(subject, lesionId);
  const caliper = lesion && caliperAt(subject, lesion.id, current.id);
  if (!lesion || !caliper || caliperAt(subject, lesion.id, earlier.id)) return null;
  return { lesionId: lesion.id, label: lesion.label, role: lesion.role, caliper, ghost: true, selected: false, editable: false, valueText: `${lesion.label} at ${current.label}` };
}

/** The lesion being placed, once it was drawn: it stays in the pane, to be mended by its handles. */
export function pendingCaliper(placement: Placement | null): PaneCaliper | null {
  if (!placement?.measure) return null;
  const { measure, organ, label, role } = placement;
  const size = organ === 'lymphNode' && !measure.caliper.shortAxisProvisional ? measure.shortAxisMm ?? measure.longAxisMm : measure.longAxisMm;
  return { lesionId: pendingId, label, role, caliper: measure.caliper, valueText: formatMm(size), ghost: false, selected: true, editable: true };
}

/** What the left button draws; null: it selects and edits. A target node needs its short axis placed (R-203). */
export function placingOf(subject: SubjectCase, placement: Placement | null, measuringId: string | null): Placing | null {
  if (placement && !placement.measure) return { lesionId: null, label: placement.label, role: placement.role, shortAxisRequired: placement.role === 'target' && placement.organ === 'lymphNode' };
  const lesion = lesionOf(subject, measuringId);
  if (!lesion || placement || measuringId === null) return null;
  const fragment = fragmentIndexOf(measuringId);
  return { lesionId: measuringId, label: fragment === null ? lesion.label : `${lesion.label}.${fragment + 1}`, role: lesion.role, shortAxisRequired: lesion.role === 'target' && lesion.kind === 'node' };
}

/** The calliper that says where a lesion is at a timepoint: its own there, else the one nearest in time before it, else any. Undefined: never drawn. */
export function placingCaliper(subject: SubjectCase, lesionId: string, timepoint: Timepoint): Caliper | undefined {
  const here = caliperAt(subject, lesionId, timepoint.id);
  const earlier = () => earlierRecords(subject, lesionId, timepoint).map(({ record }) => caliperOf(record)).find((caliper) => caliper !== undefined);
  const any = (): Caliper | undefined => subject.timepoints.map((other) => caliperAt(subject, lesionId, other.id)).find((caliper) => caliper !== undefined);
  return here ?? earlier() ?? any();
}

/** Where a lesion is at a timepoint, patient mm of the series it was drawn on. Null: never drawn. */
export function placeOf(subject: SubjectCase, lesionId: string, timepoint: Timepoint): WorldPoint | null {
  const found = placingCaliper(subject, lesionId, timepoint);
  return found ? centreOf(found) : null;
}

/** Index of the slice whose plane is nearest to the point; null for a series without geometry. */
export function nearestSliceTo(images: SeriesImages, point: WorldPoint): number | null {
  if (!images.rowDirection || !images.columnDirection) return null;
  const normal = sliceNormal(images.rowDirection, images.columnDirection);
  let best: { readonly index: number; readonly distance: number } | null = null;
  images.slices.forEach((slice, index) => {
    if (!slice.origin) return;
    const distance = Math.abs(dot(normal, subtract(point, slice.origin)));
    if (!best || distance < best.distance) best = { index, distance };
  });
  return (best as { index: number } | null)?.index ?? null;
}

/** Who, when and which scan: the first line in a pane's corner. */
export const captionOf = (subject: SubjectCase, timepoint: Timepoint, series: SeriesSummary): { readonly subject: string; readonly timepoint: string; readonly date: string } => ({
  subject: subject.code, timepoint: timepoint.visitName === '' || timepoint.visitName === timepoint.label ? timepoint.label : `${timepoint.label}, ${timepoint.visitName}`,
  date: series.date ?? timepoint.scanDates.at(-1) ?? '',
});
