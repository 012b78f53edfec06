/** A broken file through the de-identification engine: it answers, and what it lets through still is the same image. */
import { bufferSource, readFrame, readInstance, type ReadInstance } from '../../src/dicom/index.ts';
import { deidentify, sourcePatientOf, type DeidentifyContext } from '../../src/deidentify/index.ts';
import { refusal } from './examine.ts';
import type { Random } from './random.ts';

const contextFor = (random: Random): DeidentifyContext => ({
  profile: {
    options: {
      cleanDescriptors: random.chance(0.5), dates: random.pick(['modified', 'removed', 'full'] as const), patientCharacteristics: random.chance(0.5), deviceIdentity: random.chance(0.5),
      uids: random.chance(0.3), safePrivate: [], institution: random.chance(0.5),
    },
    allowedWords: ['chest', 'ct', 'thorax'], trial: { sponsor: 'Sponsor', protocolId: 'P-1', siteId: '01' },
  },
  secret: new Uint8Array(32).fill(7), subjectId: 'S-001', shiftDays: -random.int(1000) - 1, timepointId: '',
});

const open = (bytes: Uint8Array): ReadInstance | null => {
  try {
    return readInstance(bufferSource(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  } catch (cause) {
    refusal(cause);
    return null;
  }
};

/** Answers the kind of result. */
export function examineDeidentified(bytes: Buffer, random: Random): string {
  const before = Buffer.from(bytes);
  sourcePatientOf(bytes);
  const result = deidentify(bytes, contextFor(random));
  if (!before.equals(bytes)) throw new Error('the source was changed');
  if (result.kind === 'refused') {
    if (result.code === '' || result.reason === '') throw new Error('a refusal without a reason');
    return result.kind;
  }
  const [source, made] = [open(bytes), open(result.bytes)];
  // Without an image nothing can be lost; what is left of such an object may read as a header that was cut.
  if (source === null || source.record.frames.length === 0) return result.kind;
  if (made === null) throw new Error('what opened before does not open after de-identification');
  if (source.record.frames.length !== made.record.frames.length) throw new Error(`${source.record.frames.length} frames became ${made.record.frames.length}`);
  source.record.frames.slice(0, 4).forEach(({ bytes: ranges }, index) => {
    const range = made.record.frames[index]?.bytes ?? [];
    if (!readFrame(source.header.source, ranges).equals(readFrame(made.header.source, range))) throw new Error('pixels changed');
  });
  return result.kind;
}
