/** From the instances of any number of series to stacks that can be shown, described and measured on. */
import type { Finding } from '../../common/index.ts';
import { stackExtent } from '../../geometry/index.ts';
import type { DisplayWindow, InstanceRecord, PixelFormat, SeriesStack, StackImages, StackSummary, ValueFacts } from '../model.ts';
import { asideWords } from './aside.ts';
import { dateFindings, dateOfInstance } from './dateFindings.ts';
import { groupFrames, type FrameGroup } from './group.ts';
import { judgeStack, type StackQuality } from './quality.ts';
import { inReadingOrder, sortFrames, type SortedFrame } from './sort.ts';

/** Stacks of the given instances, in series number order. All instances of a series must be given, also those stored before. */
export function buildStacks(instances: readonly InstanceRecord[]): SeriesStack[] {
  return groupFrames(instances)
    .flatMap((group) => buildStack(group) ?? [])
    .sort((one, other) => (one.summary.number ?? 1e9) - (other.summary.number ?? 1e9) || (one.stackKey < other.stackKey ? -1 : 1));
}

function buildStack(group: FrameGroup): SeriesStack | null {
  const sorted = sortFrames(group.frames, group.normal);
  const first = sorted[0];
  const pixels = first?.instance.pixels;
  if (first === undefined || !pixels) return null;
  const { instance } = first;
  const quality = judgeStack(sorted, group.normal);
  return {
    stackKey: group.key, dicomStudyUid: instance.dicomStudyUid, seriesUid: instance.seriesUid, patientId: instance.patientId, patientName: instance.patientName,
    studyDescription: instance.studyDescription, transferSyntaxUid: pixels.transferSyntaxUid,
    hidden: asideWords(instance, sorted.length) !== null,
    summary: summarize(group, sorted, first, pixels, quality),
    images: describeImages(inReadingOrder(sorted, group.normal), first, pixels),
  };
}

const noPlace = 'The images do not say where they lie in the patient: a measurement could not be found again.';
const noSpacing = 'No pixel spacing in these frames: lengths cannot be given in millimetres.';

function summarize(group: FrameGroup, sorted: readonly SortedFrame[], first: SortedFrame, pixels: PixelFormat, quality: StackQuality): StackSummary {
  const { instance, frame } = first;
  const placed = frame.position !== null && frame.orientation !== null;
  return {
    seriesUid: instance.seriesUid, dicomStudyUid: instance.dicomStudyUid, modality: instance.modality, number: instance.seriesNumber,
    description: [instance.seriesDescription, group.split === null || group.split.name === '' ? '' : `(${group.split.name})`].filter((text) => text !== '').join(' '),
    date: dateOfInstance(instance),
    ...(instance.bodyPart === '' ? {} : { bodyPart: instance.bodyPart }), kernel: instance.kernel, contrast: instance.contrast, rows: pixels.rows, columns: pixels.columns, slices: sorted.length,
    spacingMm: frame.spacingMm === null ? null : [frame.spacingMm[0], frame.spacingMm[1], quality.sliceSpacingMm],
    spacingSource: instance.spacingSource, ...(instance.spacingReason === undefined ? {} : { spacingReason: instance.spacingReason }), sliceThicknessMm: frame.sliceThicknessMm, frameOfReferenceUid: instance.frameOfReferenceUid,
    extent: frame.spacingMm && stackExtent({
      rowDirection: frame.orientation?.row ?? null, columnDirection: frame.orientation?.column ?? null, ends: [frame.position, sorted.at(-1)?.frame.position],
      rows: pixels.rows, columns: pixels.columns, rowSpacingMm: frame.spacingMm[0], columnSpacingMm: frame.spacingMm[1],
    }),
    measuringOff: instance.measuringOff ?? asideWords(instance, sorted.length) ?? (frame.spacingMm === null ? noSpacing : placed ? null : noPlace),
    ...(asideWords(instance, sorted.length) === null ? {} : { aside: true }),
    findings: collectFindings(group, sorted, quality),
  };
}

/** Findings of the stack, then those of its instances: each said once, with how many images it holds for. */
function collectFindings(group: FrameGroup, sorted: readonly SortedFrame[], quality: StackQuality): Finding[] {
  // A scout is no place for a target, whatever its thickness says.
  const findings: Finding[] = quality.findings.filter(({ code }) => code !== 'REC-01' || !sorted.some(({ instance }) => asideWords(instance, sorted.length) !== null));
  if (group.split !== null) findings.push({ severity: 'info', code: splitCodes[group.split.kind], message: `This is one part of a series that was split by ${group.split.by}. Lengths are right; look at the other parts too.` });
  if (hasNoPlausibleDate(sorted)) findings.push({ severity: 'warn', code: 'TP-01', message: 'The study date is missing or implausible: choose the timepoint by hand. Lengths are not affected.' });
  findings.push(...dateFindings([...new Set(sorted.map(({ instance }) => instance))]));
  const instances = new Set(sorted.map(({ instance }) => instance));
  const counted = new Map<string, { finding: Finding; images: number }>();
  for (const instance of instances) {
    for (const finding of instance.findings) {
      const key = `${finding.code}\n${finding.message}`;
      const known = counted.get(key);
      if (known === undefined) counted.set(key, { finding, images: 1 });
      else known.images += 1;
    }
  }
  for (const { finding, images } of [...counted.values()].slice(0, 50)) findings.push(images === instances.size ? finding : { ...finding, message: `${finding.message} (${images} of ${instances.size} images)` });
  return findings;
}

const splitCodes = { phase: 'GEO-14', plane: 'GEO-10', image: 'GEO-20' } as const;

/** Interoperability row 49; a date in the future is judged where there is a clock. */
const hasNoPlausibleDate = (sorted: readonly SortedFrame[]): boolean => sorted.some(({ instance }) => instance.studyDate === null || instance.studyDate < '1980-01-01');

function describeImages(sorted: readonly SortedFrame[], first: SortedFrame, pixels: PixelFormat): StackImages {
  const { orientation } = first.frame;
  const middle = sorted[sorted.length >> 1] ?? first;
  const withWindow = middle.frame.windows.length > 0 ? middle : sorted.find((frame) => frame.frame.windows.length > 0);
  const windows: readonly DisplayWindow[] = withWindow?.frame.windows ?? [];
  const samples = pixels.samplesPerPixel === 3 ? 3 : 1;
  const wide = pixels.bitsAllocated > 8;
  return {
    rowDirection: orientation?.row ?? null, columnDirection: orientation?.column ?? null, frameOfReferenceUid: first.instance.frameOfReferenceUid,
    photometric: samples === 3 ? 'RGB' : pixels.photometric,
    pixels: { type: wide ? (pixels.signed ? 'int16' : 'uint16') : pixels.signed ? 'int8' : 'uint8', samples, bytesPerSlice: pixels.rows * pixels.columns * samples * (wide ? 2 : 1) },
    windows, paddingValue: first.instance.paddingValue, ...valueFactsOf(first.instance),
    slices: sorted.map(({ instance, frame, positionMm }) => ({
      sopInstanceUid: instance.sopInstanceUid, frameNumber: frame.frameNumber, instanceNumber: instance.instanceNumber,
      origin: frame.position, positionMm, rescaleSlope: frame.rescaleSlope, rescaleIntercept: frame.rescaleIntercept,
    })),
  };
}

const valueFactNames = ['modalityLut', 'voiLut', 'palette', 'valueUnit', 'suvFactor', 'paddingLimit', 'regions', 'patientOrientation'] as const satisfies readonly (keyof ValueFacts)[];

const valueFactsOf = (instance: InstanceRecord): ValueFacts => Object.fromEntries(valueFactNames.flatMap((name) => (instance[name] === undefined ? [] : [[name, instance[name]]]))) as ValueFacts;

/** Why an image cannot be part of a stack for reading, in words; null when it can. Says it for objects that are read but never shown. */
export function notForReading(instance: InstanceRecord): { readonly code: string; readonly reason: string } | null {
  const { pixels } = instance;
  if (pixels === null) return { code: 'IMP-11', reason: instance.findings.find((finding) => finding.code === 'IMP-11')?.message ?? 'This object holds no image.' };
  if (pixels.float || pixels.bitsAllocated > 16) return { code: 'PIX-03', reason: `Images of ${pixels.bitsAllocated} bits per sample are not shown.` };
  if (pixels.bitsAllocated === 1) return { code: 'IMP-11', reason: 'A segmentation or overlay is not an image for reading.' };
  return null;
}
