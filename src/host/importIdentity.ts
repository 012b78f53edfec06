import { createHash } from 'node:crypto';
import type { InstanceRecord, LeftOut } from '../dicom/index.ts';
import type { Candidate, ImportOptions } from './importModel.ts';

/** A UID of our own under the UUID root (DICOM PS3.5 B.2), the same for the same text. */
const derivedUid = (text: string): string => `2.25.${BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 32)}`)}`;

/** The record with UIDs where the file has none, derived from its content, so that it can be stored once and found again (IMP-13). */
export function identified(record: InstanceRecord, sha256: string): InstanceRecord {
  if (record.sopInstanceUid !== '' && record.seriesUid !== '' && record.dicomStudyUid !== '') return record;
  const dicomStudyUid = record.dicomStudyUid || derivedUid(`study\n${record.patientId}\n${record.studyDate ?? ''}\n${record.studyDescription}`);
  const seriesUid = record.seriesUid || derivedUid(`series\n${dicomStudyUid}\n${record.modality}\n${record.seriesNumber ?? ''}\n${record.seriesDescription}`);
  const sopInstanceUid = record.sopInstanceUid || derivedUid(`instance\n${sha256}`);
  return { ...record, dicomStudyUid, seriesUid, sopInstanceUid, findings: [...record.findings, { severity: 'warn', code: 'IMP-13', message: 'The file lacks a UID; one was derived from its content.' }] };
}

/** Leaves out images that say who the patient is, where the study takes none (IMP-14). The reason names the fields, never what they hold. */
export function withoutIdentity(candidates: readonly Candidate[], { refuseIdentity }: Pick<ImportOptions, 'refuseIdentity'>): { readonly accepted: readonly Candidate[]; readonly rejected: readonly LeftOut[] } {
  if (!refuseIdentity) return { accepted: candidates, rejected: [] };
  const isNamed = ({ identifying = [] }: Candidate): boolean => identifying.length > 0;
  return {
    accepted: candidates.filter((one) => !isNamed(one)),
    rejected: candidates.filter(isNamed).map(({ sourcePath, identifying = [] }) => ({
      name: sourcePath, code: 'IMP-14', reason: `The header says who the patient is (${identifying.join(', ')}). Study ${refuseIdentity.studyCode} takes pseudonymised images only: remove these fields and import again.`,
    })),
  };
}
