/** Reports as files of an export: one of every read, one of every timepoint of it, one of the study. */
import type { Timepoint } from '../../casefile/index.ts';
import type { ExportFile, ExportPorts, ExportRead, ExportStudy, ExportSubject } from '../model.ts';
import { fileNameOf } from '../package/fileName.ts';
import { subjectReport, timepointReport } from './caseReport.ts';
import { decidingTimepoints, picturesOf, type Shown } from './keyImages.ts';
import { studyReport } from './studyReport.ts';

/** `TP3`, baseline `TP0`; an unscheduled one `TP3.1`. */
const timepointName = ({ index }: Timepoint): string => `TP${index}`;

/** Timepoints that somebody read, or that were not performed: of the others there is nothing to report. */
const reported = (read: ExportRead): readonly Timepoint[] => read.case.timepoints.filter((timepoint) => !timepoint.performed || read.case.lesions.some(({ id }) => read.case.assessments[id]?.[timepoint.id] !== undefined) || read.case.signOffs[timepoint.id] !== undefined);

async function* readFiles(study: ExportStudy, subject: ExportSubject, read: ExportRead, ports: ExportPorts): AsyncIterable<ExportFile> {
  const fonts = await ports.fonts();
  const folder = `pdf/${fileNameOf(subject.code)}`;
  const deciding = new Set(decidingTimepoints(read).map(({ id }) => id));
  // The pictures of the timepoints that decide are in both reports; the others are drawn and let go.
  const kept: Shown[] = [];
  for (const timepoint of reported(read)) {
    // A report is made in one go; whoever else uses the host comes in between.
    await new Promise((resolve) => { setImmediate(resolve); });
    const pictures = await picturesOf(read.case, [timepoint], ports);
    if (deciding.has(timepoint.id)) kept.push(...pictures);
    yield { path: `${folder}/${fileNameOf(subject.code)}-${read.slot}-${timepointName(timepoint)}.pdf`, bytes: timepointReport(study, subject, read, timepoint, { fonts, pictures }) };
  }
  yield { path: `${folder}/${fileNameOf(subject.code)}-${read.slot}.pdf`, bytes: subjectReport(study, subject, read, { fonts, pictures: kept }) };
}

/** What `writePdf` of the door gives. */
export async function* reportFiles(study: ExportStudy, ports: ExportPorts): AsyncIterable<ExportFile> {
  for (const subject of study.subjects) {
    for (const read of subject.reads) {
      // Of a read without any signature there is nothing in an export of signed reads.
      if (study.scope.reads === 'all' || read.case.timepoints.length > 0) yield* readFiles(study, subject, read, ports);
    }
  }
  if (study.scope.subjects !== null || study.scope.readers !== null || study.subjects.length === 0) return;
  const analysis = await ports.analysis(study);
  if (analysis) yield { path: 'pdf/study-report.pdf', bytes: studyReport(study, analysis, await ports.fonts()) };
}
