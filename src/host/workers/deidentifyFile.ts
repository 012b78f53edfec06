/** De-identifies one file on its way in: from here on only the new bytes exist for hash, staging and header. */
import { isNadirError } from '../../common/index.ts';
import { bufferSource, readInstance, type InstanceRecord } from '../../dicom/index.ts';
import { deidentify, sourcePatientOf } from '../../deidentify/index.ts';
import { patientKey, type SourcePatient } from '../../keys/model.ts';
import type { DeidentifiedFile, DeidentifyTask } from '../deidentifySession.ts';

export type Deidentified =
  | { readonly kind: 'done'; readonly bytes: Uint8Array; readonly record: InstanceRecord; readonly deidentified: DeidentifiedFile }
  /** Who this is in the study is not known here: the main thread decides and asks again. */
  | { readonly kind: 'unlinked'; readonly patient: SourcePatient }
  | { readonly kind: 'leftOut'; readonly code: string; readonly reason: string };

const attempt = (bytes: Uint8Array, context: Parameters<typeof deidentify>[1]): ReturnType<typeof deidentify> => {
  try {
    return deidentify(bytes, context);
  } catch (cause) {
    if (isNadirError(cause)) throw cause;
    // What the engine cannot finish must neither come in nor end the import of everything else; the cause may quote the header and is not passed on.
    return { kind: 'refused', code: 'DID-11', reason: 'This file cannot be de-identified; it was left out.' };
  }
};

/** `original` is the record of the file as it came. Errors: unreadable. */
export function deidentifyFile(bytes: Uint8Array, original: InstanceRecord, { profile, secret, links }: DeidentifyTask): Deidentified {
  const patient = sourcePatientOf(bytes);
  const link = links[patientKey(patient)];
  if (!link) return { kind: 'unlinked', patient };
  const result = attempt(bytes, { profile, secret, subjectId: link.subjectId, shiftDays: link.shiftDays, timepointId: '' });
  if (result.kind === 'refused') return { kind: 'leftOut', code: result.code, reason: result.reason };
  const { record } = readInstance(bufferSource(Buffer.from(result.bytes.buffer, result.bytes.byteOffset, result.bytes.byteLength)));
  return {
    kind: 'done', bytes: result.bytes, record,
    deidentified: {
      patient: patientKey(patient), report: result.report, quarantine: result.kind === 'quarantine' ? { code: result.code, reason: result.reason } : null,
      source: { studyUid: original.dicomStudyUid, seriesUid: original.seriesUid, date: original.studyDate },
    },
  };
}
