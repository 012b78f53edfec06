/** What a study's DICOM export leaves out or says otherwise, known from the facts alone. */
import { isImaged, signOffOf } from '../../casefile/index.ts';
import type { ExportFinding, ExportRead, ExportStudy, ExportSubject } from '../model.ts';

export function srFindings(study: ExportStudy): readonly ExportFinding[] {
  return study.subjects.flatMap((subject) => subject.reads.flatMap((read) => findingsOf(subject, read)));
}

function findingsOf(subject: ExportSubject, read: ExportRead): ExportFinding[] {
  return read.case.timepoints.flatMap((timepoint): ExportFinding[] => {
    if (!isImaged(timepoint) || !read.case.lesions.some(({ id }) => read.case.assessments[id]?.[timepoint.id] !== undefined)) return [];
    const about = { subject: subject.code, slot: read.slot, timepointId: timepoint.id, timepoint: timepoint.label, lesionId: null, file: null };
    if (timepoint.series.length === 0) return [{ ...about, severity: 'info', code: 'SR-01', message: `${timepoint.label} was imaged elsewhere: no DICOM report is written, because it would refer to images that are not here.`, remedy: 'Import the images, or send the values by SDTM, ODM or CSV.' }];
    const colour = timepoint.series.filter(({ modality }) => modality === 'US' || modality === 'XC' || modality === 'ES');
    const unsigned = signOffOf(read.case, timepoint.id).state !== 'signed';
    return [
      ...(unsigned ? [{ ...about, severity: 'info', code: 'SR-02', message: `The report of ${timepoint.label} is marked PARTIAL and UNVERIFIED: it is not signed.`, remedy: 'Sign the timepoint, or export signed reads only.' } as const] : []),
      ...(colour.length > 0 ? [{ ...about, severity: 'info', code: 'SR-03', message: `Key images in colour at ${timepoint.label} come as secondary captures only: a presentation state is for grey images.`, remedy: 'None needed.' } as const] : []),
    ];
  });
}
