import { createHash } from 'node:crypto';
import type { InstanceRecord } from '../dicom/index.ts';

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
