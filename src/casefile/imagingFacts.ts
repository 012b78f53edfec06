/** What the series say about how a lesion was imaged, as the engine's checks take it. Facts only: what a header does not say is left out. */
import { regionOf, roundMm, type BodyRegion, type CaliperFacts, type ImagePlane, type ImagingFacts, type PlanePoint, type PlaneSegment } from '../recist/index.ts';
import { methodOfModality, type Assessment, type Caliper, type Lesion, type SeriesSummary, type SubjectCase, type Timepoint, type WorldPoint } from './model.ts';
import { liesWithin, regionsOfSeries } from './seriesRegions.ts';
import { contrastPhaseOf, planeOf } from './seriesTraits.ts';

/** What `of` says of an object, asked once for each: the same series are read at every move of a calliper. */
function remembered<K extends object, V>(of: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const found = known.get(key) ?? { value: of(key) };
    known.set(key, found);
    return found.value;
  };
}

/** Beyond this angle from the nearest of the three planes a slice is oblique. A gantry tilts less: its images are axial to a reader. */
const obliqueDegrees = 30;

/** The plane of a series' slices; undefined where orientation is unknown. */
export function imagePlaneOf(series: Pick<SeriesSummary, 'extent'>): ImagePlane | undefined {
  const plane = planeOf(series);
  if (plane === null || !series.extent) return undefined;
  const straightest = Math.max(...series.extent.normal.map(Math.abs));
  return straightest < Math.cos((obliqueDegrees * Math.PI) / 180) ? 'oblique' : plane;
}

const phaseOf = remembered(contrastPhaseOf);
/** Modalities of which some series of the subject names a contrast agent. */
const modalitiesWithAgent = remembered((timepoints: SubjectCase['timepoints']): ReadonlySet<string> =>
  new Set(timepoints.flatMap(({ series }) => series.filter((one) => phaseOf(one) !== null && phaseOf(one) !== 'native').map(({ modality }) => modality))));

/**
 * Was contrast given? As the header or the description says. The standard wants the agent named where one was used, so where other scans of the
 * subject name theirs a scan of the same modality that names none was made without; where none does, nothing is known.
 */
export function contrastOf(subject: Pick<SubjectCase, 'timepoints'>, series: SeriesSummary): boolean | undefined {
  const phase = phaseOf(series);
  if (phase !== null) return phase !== 'native';
  return modalitiesWithAgent(subject.timepoints).has(series.modality) ? false : undefined;
}

/** A CT that came with PET images in one examination. */
const isOfPetCt = (timepoint: Timepoint, series: SeriesSummary): boolean =>
  series.modality === 'CT' && timepoint.series.some((one) => one.modality === 'PT' && one.dicomStudyUid === series.dicomStudyUid);

const caliperOf = (record: Assessment): Caliper | undefined => (record.state === 'split' ? record.parts.map(caliperOfPart).find((caliper) => caliper !== undefined) : caliperOfPart(record));
const caliperOfPart = (record: Assessment): Caliper | undefined => ('caliper' in record ? record.caliper : undefined);

/** The series a record was made on; undefined for a record without callipers. */
export const seriesOf = (timepoint: Timepoint, record: Assessment | undefined): SeriesSummary | undefined =>
  (record === undefined ? undefined : timepoint.series.find((series) => series.id === caliperOf(record)?.seriesId));

/** How a lesion was imaged where the record was made. Empty for a record without callipers. */
export function imagingOf(subject: SubjectCase, timepoint: Timepoint, record: Assessment | undefined): ImagingFacts {
  const series = seriesOf(timepoint, record);
  if (record === undefined || series === undefined) return {};
  const [method, plane, contrast] = [methodOfModality(series.modality), imagePlaneOf(series), contrastOf(subject, series)];
  const other = record.state === 'measured' ? record.otherTechnique : undefined;
  return {
    ...(method === undefined ? {} : { method }), ...(plane === undefined ? {} : { plane }), ...(contrast === undefined ? {} : { contrast }),
    ...(series.sliceThicknessMm === null ? {} : { sliceThicknessMm: series.sliceThicknessMm }),
    ...(isOfPetCt(timepoint, series) ? { petCt: true } : {}), ...(other?.what === 'plane' ? { planeReason: other.reason } : {}),
  };
}

/** A point of a slice in the two patient directions that lie flattest in it, whole 0.1 mm: straight lines stay straight, so what overlaps still does. */
function inPlane(point: WorldPoint, normal: WorldPoint): PlanePoint {
  const steepest = normal.map(Math.abs).indexOf(Math.max(...normal.map(Math.abs)));
  const [x = 0, y = 0] = point.filter((_, axis) => axis !== steepest).map((mm) => Math.round(mm * 10));
  return [x, y];
}

/** The callipers of a record on their slice; undefined without any, and where the orientation of the slices is unknown. */
export function caliperFacts(timepoint: Timepoint, record: Assessment | undefined): CaliperFacts | undefined {
  const [series, caliper] = [seriesOf(timepoint, record), record && caliperOf(record)];
  const normal = series?.extent?.normal;
  if (!caliper || !normal) return undefined;
  const segment = ([from, to]: readonly [WorldPoint, WorldPoint]): PlaneSegment => [inPlane(from, normal), inPlane(to, normal)];
  const { shortAxis, shortAxisProvisional } = caliper;
  return { slice: `${caliper.sopInstanceUid}#${caliper.frameNumber}`, longAxis: segment(caliper.longAxis), ...(shortAxis && !shortAxisProvisional ? { shortAxis: segment(shortAxis) } : {}) };
}

const lengthMm = ([from, to]: readonly [WorldPoint, WorldPoint]): number => Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]);

/** The diameter that counts of a lesion whose record has callipers but no recorded length: a non-target somebody measured. */
export function aidSizeMm(lesion: Pick<Lesion, 'kind'>, record: Assessment | undefined, decimals: number): number | undefined {
  const caliper = record && caliperOf(record);
  const axis = lesion.kind === 'node' ? (caliper?.shortAxisProvisional === false ? caliper.shortAxis : null) : caliper?.longAxis;
  const size = axis ? roundMm(lengthMm(axis), decimals) : 0;
  return size > 0 ? size : undefined;
}

/** Modalities that show disease for reading; a PET or a localizer alone does not cover a region. */
const showsAnatomy = (series: SeriesSummary): boolean => series.aside === undefined && (series.modality === 'CT' || series.modality === 'MR');

/** Regions that the series of a timepoint show together; null where there is none, or one that names no region and lies beside all that do. */
const namedRegions = remembered((series: readonly SeriesSummary[]): readonly BodyRegion[] | null => {
  const shown = series.filter(showsAnatomy).map((one) => ({ one, regions: regionsOfSeries(one) }));
  const named = shown.filter(({ regions }) => regions.length > 0);
  const isUnknown = shown.some(({ one, regions }) => regions.length === 0 && !named.some((other) => liesWithin(one, other.one)));
  return named.length === 0 || isUnknown ? null : named.flatMap(({ regions }) => regions);
});

/**
 * Regions imaged at a timepoint: those its series name, and those where a reader drew on them. Undefined where a series does not say what it shows: then
 * no region can be said to be missing.
 */
export function regionsImaged(subject: SubjectCase, timepoint: Timepoint): readonly BodyRegion[] | undefined {
  const named = namedRegions(timepoint.series);
  if (named === null) return undefined;
  const drawnOn = subject.lesions.filter((lesion) => seriesOf(timepoint, subject.assessments[lesion.id]?.[timepoint.id]) !== undefined).map(({ organ, traits }) => regionOf({ organ, ...traits })).filter((region) => region !== undefined);
  return [...new Set([...named, ...drawnOn])];
}
