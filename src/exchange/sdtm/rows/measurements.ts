/** TR rows of lesions: diameters of targets, states of non-targets and new lesions (interoperability 1.4.5). */
import { calipersOf, countingDiameterMm, tooSmallMm, type Assessment, type Lesion, type NotEvaluableReason } from '../../../casefile/index.ts';
import type { NewLesionStatus, NonTargetStatus } from '../../../recist/index.ts';
import { methodOf } from '../method.ts';
import type { ExportedTimepoint, ReadContext } from './context.ts';
import type { TabulatedLesion } from './lesionRecords.ts';
import { trRow, type NewRow, type Result } from './rowShapes.ts';
import type { Qualifier } from './supplemental.ts';

/** A row of TR without its sequence number, and what of it goes to SUPPTR. */
export type ResultRow = { readonly row: NewRow; readonly qualifiers: readonly Qualifier[] };

const testNames = { DIAMETER: 'Diameter', LDIAM: 'Longest Diameter', LPERP: 'Longest Perpendicular', TUMSTATE: 'Tumor State' } as const;
type Test = keyof typeof testNames;

export const scanNotPerformed = 'SCAN NOT PERFORMED';
const reasons: Readonly<Record<NotEvaluableReason, string>> = {
  notImaged: 'NOT ASSESSABLE: ANATOMY NOT IMAGED', poorQuality: 'NOT ASSESSABLE: POOR IMAGE QUALITY', obscured: 'NOT ASSESSABLE: IMAGE OBSCURED TUMOR', otherTechnique: 'NOT ASSESSABLE: NON-COMPATIBLE TECHNIQUE',
  treatedLocally: 'NOT ASSESSABLE: RESECTION OR FOCAL THERAPY PERFORMED', other: 'NOT ASSESSABLE: OTHER',
};

/** What was found, in the reader's words and as the standard has it. */
type State = { readonly original: string; readonly standard: string };
const nonTargetStates: Readonly<Record<NonTargetStatus, State>> = {
  present: { original: 'PRESENT', standard: 'PRESENT' }, absent: { original: 'ABSENT', standard: 'ABSENT' }, equivocalProgression: { original: 'EQUIVOCAL PROGRESSION', standard: 'PRESENT' },
  unequivocalProgression: { original: 'UNEQUIVOCAL PROGRESSION', standard: 'ENLARGEMENT FROM NADIR' }, notEvaluable: { original: 'NE', standard: 'NE' },
};
const newLesionStates: Readonly<Record<NewLesionStatus, State>> = {
  equivocal: { original: 'EQUIVOCAL', standard: 'EQUIVOCAL' }, unequivocal: { original: 'UNEQUIVOCAL', standard: 'UNEQUIVOCAL' }, dismissed: { original: 'DISMISSED', standard: 'ABSENT' }, notEvaluable: { original: 'NE', standard: 'NE' },
};

/** A number with its unit; written without trailing zeros. */
export const quantity = (value: number, unit: 'mm' | '%', original = String(value)): Result => ({ original, originalUnit: unit, standard: String(value), number: value, unit, status: null, reason: null });
export const stated = ({ original, standard }: State): Result => ({ original, originalUnit: null, standard, number: null, unit: null, status: null, reason: null });
const notDone = (reason: string): Result => ({ original: null, originalUnit: null, standard: null, number: null, unit: null, status: 'NOT DONE', reason });
const tooSmall = quantity(tooSmallMm, 'mm', 'TOO SMALL TO MEASURE');

/** The test of the diameter that counts. */
const countingTest = ({ study: { config } }: ReadContext, { kind }: Lesion): Test => (config.trTest === 'LDIAM_LPERP' ? (kind === 'node' ? 'LPERP' : 'LDIAM') : 'DIAMETER');

type Found = readonly (readonly [test: Test, result: Result])[];

/** Diameters of a lesion by the study's choice of tests; none while the axis that counts was not placed. */
function diameters(context: ReadContext, lesion: Lesion, record: Assessment): Found {
  const counts = countingTest(context, lesion);
  const valueMm = record.state === 'newLesion' ? ((lesion.kind === 'node' ? record.shortAxisMm : record.longAxisMm) ?? null) : countingDiameterMm(lesion, record);
  if (valueMm === null) return [];
  const { longAxisMm = null, shortAxisMm = null } = record.state === 'measured' || record.state === 'newLesion' ? record : {};
  const both: Found = context.study.config.trTest === 'BOTH' && longAxisMm !== null && shortAxisMm !== null ? [['LDIAM', quantity(longAxisMm, 'mm')], ['LPERP', quantity(shortAxisMm, 'mm')]] : [];
  return [[counts, quantity(valueMm, 'mm')], ...both];
}

function found(context: ReadContext, { lesion, category, record }: TabulatedLesion, isPerformed: boolean): Found {
  const test = category === 'TARGET' ? countingTest(context, lesion) : 'TUMSTATE';
  if (!isPerformed) return [[test, notDone(scanNotPerformed)]];
  switch (record.state) {
    case 'measured': return category === 'TARGET' ? diameters(context, lesion, record) : [];
    case 'absent': return [[test, category === 'TARGET' ? quantity(0, 'mm') : stated(nonTargetStates.absent)]];
    case 'tooSmall': return [[test, tooSmall]];
    case 'notEvaluable': return [[test, notDone(reasons[record.reason])]];
    case 'merged': return [['TUMSTATE', stated({ original: 'TUMOR MERGED', standard: 'TUMOR MERGED' })]];
    case 'status': return [['TUMSTATE', stated(nonTargetStates[record.status])]];
    case 'newLesion': return [['TUMSTATE', stated(newLesionStates[record.status])], ...diameters(context, lesion, record)];
    case 'split': return [];
  }
}

/** Day of the scan the record was made on; of a record without callipers the timepoint's. Null where it was not imaged. */
function dateOf({ timepoint, scanned }: ExportedTimepoint, record: Assessment): string | null {
  if (record.state === 'notEvaluable' && record.reason === 'notImaged') return null;
  const seriesId = calipersOf(record)[0]?.seriesId;
  return timepoint.series.find(({ id }) => id === seriesId)?.date ?? scanned;
}

const none: readonly Qualifier[] = [];

function qualifiersOf(record: Assessment): readonly Qualifier[] {
  const note = 'note' in record ? record.note : undefined;
  if (note === undefined && !(record.state === 'measured' && (record.otherTechnique || record.entered))) return none;
  const isReason = record.state === 'notEvaluable' || (record.state === 'status' && record.status === 'notEvaluable') || (record.state === 'newLesion' && record.status === 'notEvaluable');
  const measured = record.state === 'measured' ? record : undefined;
  return [
    { name: isReason ? 'TRREASOT' : 'TRNOTE', label: isReason ? 'Reason Not Assessable, Specify' : 'Reader Note', origin: 'Collected', text: note },
    { name: 'TRTECHRS', label: 'Reason for Comparing Other Technique', origin: 'Collected', text: measured?.otherTechnique?.reason },
    { name: 'TRENTRSN', label: 'Reason Value Entered Without Images', origin: 'Collected', text: measured?.entered?.note },
  ];
}

/** The TR rows of one lesion at a timepoint; the first carries what goes to SUPPTR. */
export function lesionRows(context: ReadContext, at: ExportedTimepoint, tabulated: TabulatedLesion): readonly ResultRow[] {
  const { study, source } = context;
  const { record, category, id, image } = tabulated;
  const { performed } = at.timepoint;
  const isDrawn = performed && !(record.state === 'measured' && record.entered);
  const part = {
    category, id, image: image === null ? null : `${source.assessor.prefix}${image}`, link: `${source.assessor.prefix}${id}`, group: at.group,
    method: isDrawn ? methodOf(context.case, at.timepoint, record, study.config.method) : null, date: performed ? dateOf(at, record) : null,
  };
  return found(context, tabulated, performed).map(([test, result], index) =>
    ({ row: trRow(source, at.visit, { ...part, code: test, name: testNames[test] }, result), qualifiers: index === 0 ? qualifiersOf(record) : none }));
}
