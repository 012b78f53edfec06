/** What was written must say what was read: every report is read back before it leaves (interoperability 3.6, 3.7). */
import { NadirError } from '../../common/index.ts';
import { calipersOf } from '../../casefile/index.ts';
import { axisLengthMm, distanceMm, type Axis } from '../../geometry/index.ts';
import { axisOf, drawnAxes, lineLengthMm, writtenToleranceMm } from './coordinates.ts';
import { readReport, type ReadLength } from './readReport.ts';
import type { ReportSource } from './report.ts';

/** Half a step of the coarsest value recorded in whole mm, or what the specification allows (0.1 mm or 1 %). */
const valueTolerance = (mm: number, recordingDecimals: number): number => Math.max(0.1, 0.01 * mm, 0.5 * 10 ** -recordingDecimals + writtenToleranceMm);

/** Both ends of the nearest axis drawn on the image, as far from what was written as mm say; infinite where nothing was drawn there. */
function distanceToDrawn({ read, timepoint, headers }: ReportSource, { line, image }: ReadLength): number {
  const plane = image && headers.get(image.sopInstanceUid)?.planes[image.frameNumber - 1];
  if (!line || !image || !plane) return Infinity;
  const written = axisOf(plane, line);
  const drawn = read.case.lesions.flatMap((lesion) => calipersOf(read.case.assessments[lesion.id]?.[timepoint.id])).filter((caliper) => caliper.sopInstanceUid === image.sopInstanceUid && caliper.frameNumber === image.frameNumber);
  const axes = drawn.flatMap((caliper): Axis[] => { const { long, short } = drawnAxes(caliper); return short ? [long, short] : [long]; });
  return Math.min(...axes.map((axis) => Math.max(Math.abs(axisLengthMm(axis) - lineLengthMm(plane, line)), distanceMm(axis[0], written[0]) - 0.1, distanceMm(axis[1], written[1]) - 0.1)), Infinity);
}

/** Throws `defect` naming lesion and values: the file would say something else than was read. */
export function checkWritten(bytes: Uint8Array, source: ReportSource): void {
  const report = readReport(bytes);
  for (const group of report.groups) {
    for (const length of group.lengths) {
      if (!length.line) continue;
      const plane = length.image && source.headers.get(length.image.sopInstanceUid)?.planes[length.image.frameNumber - 1];
      const lineMm = plane ? lineLengthMm(plane, length.line) : NaN;
      if (!(Math.abs(lineMm - length.mm) <= valueTolerance(length.mm, source.read.case.protocol.recordingDecimals))) throw wrong(source, `${group.identifier} says ${length.mm} mm, its line ${lineMm.toFixed(2)} mm`);
      if (!(distanceToDrawn(source, length) <= writtenToleranceMm)) throw wrong(source, `the line of ${group.identifier} is not where it was drawn`);
    }
  }
}

const wrong = ({ subject, timepoint }: ReportSource, what: string): NadirError => new NadirError('defect', `The report of ${subject.code} ${timepoint.label} was not written: ${what}. Tell the makers of this program.`, { reason: 'srMismatch' });
