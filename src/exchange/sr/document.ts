/** The modules around what is said: patient and study as the images have them, series, equipment, signature, references (PS3.3 A.35.3). */
import { signOffOf, type SignedVersion } from '../../casefile/index.ts';
import type { TimepointResult } from '../../recist/index.ts';
import type { ExportRead, ExportStudy, ImageHeader } from '../model.ts';
import type { Attributes } from './attributes.ts';
import { codeItem, concepts } from './codes.ts';
import { sopReference, type ImageReference } from './content.ts';
import { uidOf } from './identity.ts';
import { readerName, reportContent, resultOf, type ReportOptions, type ReportSource } from './report.ts';

export const comprehensiveSr = '1.2.840.10008.5.1.4.1.1.88.33';

/** Dates, times and ages that are none are left out: what is copied must be valid where it came from something that is not. */
const forms: Readonly<Record<string, RegExp>> = { PatientBirthDate: /^\d{8}$/, StudyDate: /^\d{8}$/, StudyTime: /^\d{2}(?:\d{2}(?:\d{2}(?:\.\d{1,6})?)?)?$/, PatientAge: /^\d{3}[DWMY]$/, PatientSex: /^[MFO]$/ };
const wellFormed = (values: ImageHeader['values']): ImageHeader['values'] => Object.fromEntries(Object.entries(values).filter(([name, value]) => forms[name]?.test(value) ?? true));

/** Patient, study, trial and what was done about identity, copied from the image (interoperability 3.1). Type 2 attributes are there even when the image has none. */
export function patientAndStudy({ values: given, studyUid }: ImageHeader): Attributes {
  const values = wellFormed(given);
  const asIs = (...names: readonly (keyof Attributes & string)[]): Attributes => Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
  const trial = values['ClinicalTrialSponsorName'] && values['ClinicalTrialProtocolID'] && (values['ClinicalTrialSubjectID'] || values['ClinicalTrialSubjectReadingID']);
  const removed = values['PatientIdentityRemoved'];
  return {
    PatientName: values['PatientName'] ?? '', PatientID: values['PatientID'] ?? '', PatientBirthDate: values['PatientBirthDate'] ?? '', PatientSex: values['PatientSex'] ?? '',
    StudyInstanceUID: studyUid, StudyDate: values['StudyDate'] ?? '', StudyTime: values['StudyTime'] ?? '', AccessionNumber: values['AccessionNumber'] ?? '', ReferringPhysicianName: values['ReferringPhysicianName'] ?? '', StudyID: values['StudyID'] ?? '',
    ...asIs('IssuerOfPatientID', 'StudyDescription', 'PatientAge', 'LongitudinalTemporalInformationModified'),
    ...(removed ? { PatientIdentityRemoved: removed, ...(removed === 'YES' ? { DeidentificationMethod: values['DeidentificationMethod']?.split('\\') ?? ['De-identified before it was read'] } : {}) } : {}),
    ...(trial ? { ClinicalTrialProtocolName: values['ClinicalTrialProtocolName'] ?? '', ClinicalTrialSiteID: values['ClinicalTrialSiteID'] ?? '', ClinicalTrialSiteName: values['ClinicalTrialSiteName'] ?? '', ClinicalTrialTimePointID: values['ClinicalTrialTimePointID'] ?? '', ...asIs('ClinicalTrialSponsorName', 'ClinicalTrialProtocolID', 'ClinicalTrialSubjectID', 'ClinicalTrialSubjectReadingID') } : {}),
  };
}

export const equipment = ({ versions }: ExportStudy): Attributes => ({ Manufacturer: 'Nadir', ManufacturerModelName: 'Nadir', DeviceSerialNumber: `NADIR-${versions.product}`, SoftwareVersions: [versions.product, versions.engine] });

const slotNumbers = { site: 0, reader1: 1, reader2: 2 } as const;
const kinds = { sr: 900, sc: 910, pr: 920 } as const;
/** A series of its own for every reader and kind of object, in the study of the images (SeriesNumber from 900). */
export function seriesOf(kind: keyof typeof kinds, { study, subject, read }: Pick<ReportSource, 'study' | 'subject' | 'read'>, studyUid: string): { readonly SeriesInstanceUID: string; readonly SeriesNumber: string; readonly SeriesDescription: string } {
  const number = kinds[kind] + slotNumbers[read.slot];
  return { SeriesInstanceUID: uidOf('series', kind, study.studyId, subject.subjectId, read.slot, studyUid), SeriesNumber: String(number), SeriesDescription: `RECIST 1.1, ${read.readerNumber === null ? 'site' : `reader ${read.readerNumber}`}` };
}

/** UTC as DA and TM. */
export const dayAndTime = (instant: string): { readonly day: string; readonly time: string } => ({ day: instant.slice(0, 10).replaceAll('-', ''), time: instant.slice(11, 19).replaceAll(':', '') });

/** What tells this object from every other: which facts it is made of, what they are called and judged, and by which version of the program. A response that is dated back changes a report whose signed content stands. */
function instanceUid({ study, subject, read, timepoint }: ReportSource, options: ReportOptions, version: number, contentHash: string, result: TimepointResult | null): string {
  const named = [study.visits.find(({ index }) => index === timepoint.index)?.name, subject.code, subject.siteCode, read.readerName, study.config.laboratory, read.case.timepoints.findIndex(({ id }) => id === timepoint.id)];
  const judged = result && [result.sum, result.nadir, result.target, result.nonTarget, result.newLesion, result.overall];
  return uidOf('sr', study.studyId, subject.subjectId, read.slot, timepoint.id, version, contentHash, study.versions.product, options.viewerCompatible === true ? 'viewer' : 'plain', JSON.stringify([named, judged]));
}

/** The hash a report's identity rests on: of the signed content, else of when the subject was last changed. */
const basisOf = ({ subject }: ReportSource, signed: SignedVersion | null): string => signed?.contentHash ?? subject.asOf;

/** Lists of instances by study and series, as evidence and predecessors name them. */
function hierarchical(references: readonly ImageReference[]): Attributes[] {
  return [...Map.groupBy(references, ({ studyUid }) => studyUid)].map(([studyUid, ofStudy]) => ({
    StudyInstanceUID: studyUid,
    ReferencedSeriesSequence: [...Map.groupBy(ofStudy, ({ seriesUid }) => seriesUid)].map(([seriesUid, some]) => ({
      SeriesInstanceUID: seriesUid,
      ReferencedSOPSequence: [...new Map(some.map((one) => [one.sopInstanceUid, one])).values()].map((one) => sopReference({ ...one, frameNumber: null })),
    })),
  }));
}

/** Who verified it and when; only under a signature that holds. */
function verification({ study, subject, read }: ReportSource, signed: SignedVersion | null): Attributes {
  if (!signed) return { CompletionFlag: 'PARTIAL', VerificationFlag: 'UNVERIFIED' };
  const { day, time } = dayAndTime(signed.at);
  const organization = read.readerNumber === null ? (subject.siteCode === '' ? study.code : `Site ${subject.siteCode}`) : study.config.laboratory || study.code;
  return {
    CompletionFlag: 'COMPLETE', VerificationFlag: 'VERIFIED',
    VerifyingObserverSequence: [{ VerifyingOrganization: organization, VerificationDateTime: `${day}${time}+0000`, VerifyingObserverName: personOf(signed.signer, read), VerifyingObserverIdentificationCodeSequence: [] }],
  };
}
const personOf = (signer: string, read: ExportRead): string => (signer.trim() === '' ? readerName(read) : signer);

/** The report of one timepoint of a read: Comprehensive SR, TID 1500. `references`: every image it refers to. */
export function reportDocument(source: ReportSource, references: readonly ImageReference[], options: ReportOptions = {}): Attributes {
  const { study, read, timepoint, home } = source;
  const signOff = signOffOf(read.case, timepoint.id);
  const signed = signOff.state === 'signed' ? signOff.signed : null;
  const version = signed?.version ?? signOff.version;
  const before = signed && signOff.versions.findLast((one) => one.version < signed.version);
  const series = seriesOf('sr', source, home.studyUid);
  const { day, time } = dayAndTime(signed?.at ?? source.subject.asOf);
  const predecessor = before && { sopClassUid: comprehensiveSr, sopInstanceUid: instanceUid(source, options, before.version, before.contentHash, before.result), seriesUid: series.SeriesInstanceUID, studyUid: home.studyUid, modality: 'SR', frameNumber: null };
  const [own, other] = [references.filter(({ studyUid }) => studyUid === home.studyUid), references.filter(({ studyUid }) => studyUid !== home.studyUid)];
  return {
    ...patientAndStudy(home), ...series, ...equipment(study),
    SOPClassUID: comprehensiveSr, SOPInstanceUID: instanceUid(source, options, version, basisOf(source, signed), resultOf(read.result, timepoint)), Modality: 'SR', InstanceNumber: String(version), ContentDate: day, ContentTime: time,
    ReferencedPerformedProcedureStepSequence: [], PerformedProcedureCodeSequence: [],
    ...verification(source, signed),
    PredecessorDocumentsSequence: predecessor ? hierarchical([predecessor]) : undefined,
    CurrentRequestedProcedureEvidenceSequence: own.length > 0 ? hierarchical(own) : undefined, PertinentOtherEvidenceSequence: other.length > 0 ? hierarchical(other) : undefined,
    ValueType: 'CONTAINER', ConceptNameCodeSequence: [codeItem(concepts.imagingMeasurementReport)], ContinuityOfContent: 'SEPARATE', ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '1500' }],
    ContentSequence: reportContent(source, references, options),
  };
}
