/** The content of a report: TID 1500 with one TID 1501 group for every lesion (interoperability 3.2 to 3.4). */
import type { Assessment, Caliper, Lesion, SplitPart, Timepoint } from '../../casefile/index.ts';
import { formatMm, type SubjectResult, type TimepointResult } from '../../recist/index.ts';
import { recordedMm, type Axis } from '../../geometry/index.ts';
import type { ExportRead, ExportStudy, ExportSubject, ImageHeader } from '../model.ts';
import { locationOf } from '../sdtm/index.ts';
import type { Attributes } from './attributes.ts';
import { categoryOfRole, concepts, english, laterality, modalityCode, performing, procedureOf, reasonWords, responseOf, sides, siteOf, stateOf, states, timePointTypes, units, type Code } from './codes.ts';
import { code, container, date, image, number, personName, polyline, text, uid, type ImageReference } from './content.ts';
import { drawnAxes, lineOf, saysLength } from './coordinates.ts';
import { trackingIdentifier, trackingUid, uidOf } from './identity.ts';
import { percentText } from './percent.ts';

/** One timepoint of a read with the headers of every image it refers to, by SOP instance UID. */
export type ReportSource = {
  readonly study: ExportStudy; readonly subject: ExportSubject; readonly read: ExportRead; readonly timepoint: Timepoint;
  readonly headers: ReadonlyMap<string, ImageHeader>;
  /** The image whose patient and study the report is filed under. */
  readonly home: ImageHeader;
};
export type ReportOptions = {
  /** Cornerstone-based viewers turn a group back into a drawing only when its identifier says which tool made it (interoperability 3.7). */
  readonly viewerCompatible?: boolean;
};

export const referenceTo = (header: ImageHeader, frameNumber: number): ImageReference =>
  ({ sopClassUid: header.sopClassUid, sopInstanceUid: header.sopInstanceUid, seriesUid: header.seriesUid, studyUid: header.studyUid, modality: header.modality, frameNumber: header.planes.length > 1 ? frameNumber : null });

/** Person or device: who read it, and what program it was read with. */
function observers({ study, read }: ReportSource): Attributes[] {
  const { product } = study.versions;
  return [
    code('HAS OBS CONTEXT', concepts.observerType, concepts.person),
    personName('HAS OBS CONTEXT', concepts.personName, readerName(read)),
    code('HAS OBS CONTEXT', concepts.personRole, performing),
    text('HAS OBS CONTEXT', concepts.roleIdentifier, read.readerNumber === null ? 'INVESTIGATOR' : `READER ${read.readerNumber}`),
    code('HAS OBS CONTEXT', concepts.observerType, concepts.device),
    uid('HAS OBS CONTEXT', concepts.deviceUid, uidOf('device', product)), text('HAS OBS CONTEXT', concepts.deviceName, `Nadir ${product}`), text('HAS OBS CONTEXT', concepts.deviceManufacturer, 'Nadir'), text('HAS OBS CONTEXT', concepts.deviceModel, 'Nadir'),
  ];
}
export const readerName = ({ readerName: name, readerNumber }: ExportRead): string => name ?? (readerNumber === null ? 'Investigator' : `Reader ${readerNumber}`);

/** One group per series, every image once, in the order they were referred to. */
function imageLibrary(references: readonly ImageReference[], headers: ReadonlyMap<string, ImageHeader>): Attributes {
  const bySeries = Map.groupBy(references, ({ seriesUid }) => seriesUid);
  return container('CONTAINS', concepts.imageLibrary, [...bySeries.values()].map((some) => {
    const [first] = some;
    const studyDate = first && headers.get(first.sopInstanceUid)?.values['StudyDate'];
    return container('CONTAINS', concepts.imageLibraryGroup, [
      code('HAS ACQ CONTEXT', concepts.modality, modalityCode(first?.modality ?? '')), ...(studyDate ? [date('HAS ACQ CONTEXT', concepts.studyDate, studyDate)] : []),
      ...some.map((reference) => image('CONTAINS', reference)),
    ]);
  }));
}

/** Which visit the findings are of (TID 1502). */
function timePointContext({ study, subject, read, timepoint }: ReportSource): Attributes[] {
  const visit = study.visits.find(({ index }) => index === timepoint.index);
  const type = timepoint.index === 0 ? timePointTypes.baseline : Number.isInteger(timepoint.index) ? timePointTypes.posttreatment : timePointTypes.unscheduled;
  return [
    text('HAS OBS CONTEXT', concepts.timePoint, visit?.name ?? (timepoint.visitName || timepoint.label)), text('HAS OBS CONTEXT', concepts.subjectTimePoint, `${subject.code} ${timepoint.label}`),
    text('HAS OBS CONTEXT', concepts.protocolTimePoint, String(visit?.number ?? timepoint.index)), code('HAS OBS CONTEXT', concepts.timePointType, type),
    number('HAS OBS CONTEXT', concepts.timePointOrder, read.case.timepoints.findIndex(({ id }) => id === timepoint.id) + 1, units.none),
  ];
}

type Axes = { readonly caliper: Caliper; readonly longMm: number | null; readonly shortMm: number | null };

/** A length with the line it was taken from; without it where the image's geometry does not say the same length, which a reader of the report must not be told. */
function measured(source: ReportSource, concept: Code, valueMm: number, caliper: Caliper, axis: Axis): Attributes {
  const header = source.headers.get(caliper.sopInstanceUid);
  const plane = header?.planes[caliper.frameNumber - 1];
  if (!header || !plane) return number('CONTAINS', concepts.diameter, plainMm(valueMm), units.mm);
  const line = lineOf(plane, header, axis);
  return saysLength(plane, line, axis)
    ? number('CONTAINS', concept, plainMm(valueMm), units.mm, [polyline('INFERRED FROM', line, referenceTo(header, caliper.frameNumber))])
    : number('CONTAINS', concepts.diameter, plainMm(valueMm), units.mm);
}

function axes(source: ReportSource, { caliper, longMm, shortMm }: Axes): Attributes[] {
  const { long, short } = drawnAxes(caliper);
  return [...(longMm === null ? [] : [measured(source, concepts.longAxis, longMm, caliper, long)]), ...(shortMm === null || short === null ? [] : [measured(source, concepts.shortAxis, shortMm, caliper, short)])];
}

/** What a lesion too small to measure counts (R-205). */
const tooSmallMm = '5';
/** The recorded value with its own digits: "24.8", "10". */
const plainMm = (valueMm: number): string => String(Number(formatMm(valueMm)));
const said = (words: string | undefined): Attributes[] => (words === undefined || words.trim() === '' ? [] : [text('CONTAINS', concepts.comment, words.trim())]);
const state = (value: Code | null): Attributes[] => (value ? [code('CONTAINS', concepts.tumorState, value)] : []);

/** What was recorded of one lesion, or one fragment, in content items. */
function findings(source: ReportSource, lesion: Lesion, record: Assessment | SplitPart): Attributes[] {
  const { recordingDecimals } = source.read.case.protocol;
  const lengthOf = (axis: Axis): number => recordedMm(Math.hypot(axis[1][0] - axis[0][0], axis[1][1] - axis[0][1], axis[1][2] - axis[0][2]), recordingDecimals);
  switch (record.state) {
    case 'measured':
      if (!record.caliper) return [number('CONTAINS', concepts.diameter, plainMm(lesion.kind === 'node' && record.shortAxisMm !== null ? record.shortAxisMm : record.longAxisMm), units.mm), ...said('ENTERED WITHOUT IMAGES')];
      return [...axes(source, { caliper: record.caliper, longMm: record.longAxisMm, shortMm: record.shortAxisMm }), ...said(record.otherTechnique && `Measured with another ${record.otherTechnique.what} than at baseline: ${record.otherTechnique.reason}`)];
    case 'absent': return [number('CONTAINS', lesion.kind === 'node' ? concepts.shortAxis : concepts.longAxis, '0', units.mm), ...state(states.absent)];
    case 'tooSmall': return [number('CONTAINS', concepts.diameter, tooSmallMm, units.mm), ...said('TOO SMALL TO MEASURE')];
    case 'notEvaluable': return [...state(states.notEvaluable), ...said(reasonWords[record.reason]), ...said(record.note)];
    case 'merged': { const into = source.read.case.lesions.find(({ id }) => id === record.mergedInto); return [...state(states.merged), ...said(into && `MERGED INTO ${trackingIdentifier(into)}`), ...said(record.note)]; }
    case 'split': return [...said(`SPLIT INTO ${record.parts.length}`), ...said(record.note)];
    case 'status': {
      const drawn = record.caliper && drawnAxes(record.caliper);
      return [...(record.caliper && drawn ? axes(source, { caliper: record.caliper, longMm: lengthOf(drawn.long), shortMm: drawn.short && lengthOf(drawn.short) }) : []), ...state(stateOf(record.status)), ...said(record.status === 'equivocalProgression' ? 'EQUIVOCAL PROGRESSION' : undefined), ...said(record.note)];
    }
    case 'newLesion': {
      const drawn = record.caliper && drawnAxes(record.caliper);
      const lengths = record.caliper && drawn ? axes(source, { caliper: record.caliper, longMm: record.longAxisMm ?? lengthOf(drawn.long), shortMm: drawn.short && (record.shortAxisMm ?? lengthOf(drawn.short)) }) : [];
      return [...lengths, ...state(stateOf(record.status)), ...said(record.status === 'dismissed' ? 'DISMISSED' : record.status === 'notEvaluable' ? 'NOT EVALUABLE' : undefined), ...said(record.note)];
    }
  }
}

/** Where it is: the organ's code with the side, and in words what the datasets say of it (TULOC) where that is more than the code. */
function site(lesion: Lesion): Attributes[] {
  const { term, laterality: side } = locationOf(lesion);
  const where = siteOf(lesion.organ, lesion.traits?.region);
  const known = side === null ? undefined : sides[side];
  return [code('HAS CONCEPT MOD', concepts.findingSite, where, known ? [code('HAS CONCEPT MOD', laterality, known)] : []), ...said(term !== null && term !== where[2].toUpperCase() ? term : undefined)];
}

/** One lesion or fragment (TID 1501). */
function lesionGroup(source: ReportSource, options: ReportOptions, lesion: Lesion, record: Assessment | SplitPart, part: number | null): Attributes {
  const identifier = trackingIdentifier(lesion, part);
  const items = findings(source, lesion, record);
  const drawnTool = items.some(({ ContentSequence }) => ContentSequence !== undefined) ? (items.filter(({ ContentSequence }) => ContentSequence !== undefined).length > 1 ? 'Bidirectional' : 'Length') : null;
  const named = options.viewerCompatible === true && drawnTool !== null;
  return container('CONTAINS', concepts.measurementGroup, [
    text('HAS OBS CONTEXT', concepts.trackingIdentifier, named ? `Cornerstone3DTools@^0.1.0:${drawnTool}:${identifier}` : identifier),
    uid('HAS OBS CONTEXT', concepts.trackingUid, trackingUid(lesion.id, part)),
    code('CONTAINS', concepts.findingCategory, categoryOfRole[lesion.role]), code('CONTAINS', concepts.finding, concepts.lesion),
    ...timePointContext(source),
    ...site(lesion),
    ...items, ...(named ? said(identifier) : []), ...said(lesion.description), ...said(lesion.group ? 'Several lesions as one item' : undefined),
  ], '1501');
}

function lesionGroups(source: ReportSource, options: ReportOptions): Attributes[] {
  const { lesions, assessments } = source.read.case;
  return lesions.flatMap((lesion) => {
    const record = assessments[lesion.id]?.[source.timepoint.id];
    if (!record) return [];
    const whole = lesionGroup(source, options, lesion, record, null);
    return record.state === 'split' ? [whole, ...record.parts.map((part, index) => lesionGroup(source, options, lesion, part, index + 1))] : [whole];
  });
}

/** What the engine says of the timepoint; null at baseline and where there is no result. */
export const resultOf = (result: SubjectResult | null, timepoint: Timepoint): TimepointResult | null => result?.timepoints.find(({ id }) => id === timepoint.id) ?? null;
const sumOf = (result: SubjectResult | null, timepoint: Timepoint): number | null => (timepoint.index === 0 ? result?.baseline.sum ?? null : resultOf(result, timepoint)?.sum ?? null);

function sumGroup(source: ReportSource): Attributes[] {
  const { read, timepoint, subject } = source;
  const sum = sumOf(read.result, timepoint);
  if (sum === null) return [];
  const now = resultOf(read.result, timepoint);
  const [fromBaseline, fromNadir] = now ? [percentText(sum, read.result?.baseline.sum ?? null), percentText(sum, now.nadir)] : [null, null];
  return [container('CONTAINS', concepts.measurementGroup, [
    text('HAS OBS CONTEXT', concepts.trackingIdentifier, 'SOD'), uid('HAS OBS CONTEXT', concepts.trackingUid, uidOf('sum of diameters', source.study.studyId, subject.subjectId, read.slot)),
    ...timePointContext(source),
    number('CONTAINS', concepts.sumOfDiameters, plainMm(sum), units.mm),
    ...(fromBaseline === null ? [] : [number('CONTAINS', concepts.percentFromBaseline, fromBaseline, units.percent)]), ...(fromNadir === null ? [] : [number('CONTAINS', concepts.percentFromNadir, fromNadir, units.percent)]),
    ...(now?.absFromNadir == null ? [] : [number('CONTAINS', concepts.changeFromNadir, String(Math.round(now.absFromNadir * 10_000) / 10_000), units.mm)]),
  ], '1501')];
}

/** How many lesions were assessed: the one number of a timepoint at which nothing was measured. Readers of TID 1500 want one. */
function countGroup(source: ReportSource, lesions: readonly Attributes[]): Attributes[] {
  const { subject, read } = source;
  return [container('CONTAINS', concepts.measurementGroup, [
    text('HAS OBS CONTEXT', concepts.trackingIdentifier, 'LESIONS'), uid('HAS OBS CONTEXT', concepts.trackingUid, uidOf('lesions assessed', source.study.studyId, subject.subjectId, read.slot)),
    ...timePointContext(source), number('CONTAINS', concepts.count, lesions.length, units.lesions),
  ], '1501')];
}

function measurements(source: ReportSource, options: ReportOptions): Attributes[] {
  const groups = [...lesionGroups(source, options), ...sumGroup(source)];
  const hasNumber = groups.some(({ ContentSequence }) => (ContentSequence as readonly Attributes[]).some(({ ValueType, RelationshipType }) => ValueType === 'NUM' && RelationshipType === 'CONTAINS'));
  return hasNumber ? groups : [...groups, ...countGroup(source, groups)];
}

/** The responses as the read gives them, who assigned what by hand, and what was signed. */
function evaluations({ read, timepoint }: ReportSource): Attributes {
  const now = resultOf(read.result, timepoint);
  const response = (concept: Code, value: string): Attributes[] => { const known = responseOf(value); return known ? [code('CONTAINS', concept, known)] : []; };
  const newLesions = read.case.lesions.some((lesion) => lesion.role === 'new' && read.case.assessments[lesion.id]?.[timepoint.id] !== undefined);
  const overrides = read.case.overrides[timepoint.id];
  const { state: signOff, signed } = read.case.signOffs[timepoint.id] ?? { state: 'open', signed: null };
  return container('CONTAINS', concepts.qualitativeEvaluations, [
    code('CONTAINS', concepts.responseMethod, concepts.recist11),
    ...(now ? [
      ...response(concepts.targetResponse, now.target), ...response(concepts.nonTargetResponse, now.nonTarget),
      ...(newLesions && now.newLesion !== 'none' ? [code('CONTAINS', concepts.newLesionProgression, now.newLesion === 'unequivocal' ? states.unequivocal : states.equivocal)] : []),
      ...response(concepts.overallResponse, now.overall),
    ] : []),
    ...(['target', 'nonTarget', 'overall'] as const).flatMap((which) => { const one = overrides?.[which]; return one ? said(`${{ target: 'Target', nonTarget: 'Non-target', overall: 'Overall' }[which]} response ${one.value} was assigned by the reader${now ? ` (computed ${now.computed[which]})` : ''}: ${one.reason}`) : []; }),
    ...(signOff === 'signed' && signed ? said(`Signed by ${signed.signer}, ${signed.at}, version ${signed.version}, SHA-256 ${signed.contentHash}`) : said('NOT SIGNED')),
  ]);
}

/** The items under the root of the report. */
export function reportContent(source: ReportSource, references: readonly ImageReference[], options: ReportOptions = {}): readonly Attributes[] {
  return [
    code('HAS CONCEPT MOD', concepts.language, english), ...observers(source), code('HAS CONCEPT MOD', concepts.procedureReported, procedureOf(source.home.modality)),
    imageLibrary(references, source.headers),
    container('CONTAINS', concepts.imagingMeasurements, measurements(source, options)),
    evaluations(source),
  ];
}
