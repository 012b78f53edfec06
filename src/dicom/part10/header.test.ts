import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NadirError } from '../../common/index.ts';
import { element, item, part10, sequenceEnd, sliceDataSet, sliceFile } from '../../../test/fixtures/dicomBytes.ts';
import { readInstance } from '../instance.ts';
import { bufferSource } from './byteSource.ts';

const read = (bytes: Buffer) => readInstance(bufferSource(bytes)).record;
const failure = (bytes: Buffer): NadirError => {
  try {
    read(bytes);
  } catch (error) {
    if (error instanceof NadirError) return error;
    throw error;
  }
  throw new Error('was read');
};

const slice = sliceFile({ uid: '1.2.3.4.5', instanceNumber: 7 });

describe('header of a file', () => {
  it('gives the facts a reader sees', () => {
    expect(read(slice)).toMatchObject({
      sopInstanceUid: '1.2.3.4.5', seriesUid: '1.2.3.4', dicomStudyUid: '1.2.3', patientId: 'P1', patientName: 'DOE^JANE', modality: 'CT', kernel: 'B30f',
      studyDate: '2024-03-05', acquisitionDate: '2024-03-06', instanceNumber: 7, spacingSource: 'PixelSpacing', measuringOff: null,
      pixels: { rows: 8, columns: 8, bitsAllocated: 16, bitsStored: 16, signed: true },
      frames: [{ frameNumber: 1, position: [0, 0, 0], spacingMm: [0.5, 0.5], sliceThicknessMm: 2, rescaleIntercept: -1024, windows: [{ center: 40, width: 400, name: '' }] }],
    });
  });

  it('is refused with tag and offset when the file ends inside an element', () => {
    const cut = slice.subarray(0, 503);
    expect(failure(cut)).toMatchObject({ code: 'unreadable', reason: 'IMP-04', message: expect.stringMatching(/^File is incomplete: the element \([0-9A-F]{4},[0-9A-F]{4}\) at offset \d+ goes past the end \(503 bytes\)\.$/) });
  });

  it('is refused when pixels are missing, and tells how many', () => {
    expect(failure(slice.subarray(0, slice.length - 2))).toMatchObject({ reason: 'IMP-04', message: 'File is incomplete: 126 of 128 bytes of pixel data are there.' });
  });

  it('is refused when an image ends before its pixel data', () => {
    expect(failure(slice.subarray(0, slice.length - 128 - 12))).toMatchObject({ reason: 'IMP-04', message: 'File is incomplete: it ends before its pixel data.' });
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'IMP-10'],
    ['text', Buffer.from('patient,diameter\n1,23.4\n'.repeat(20)), 'IMP-06'],
    ['a preamble and nothing else', Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]), 'IMP-04'],
    ['an unknown transfer syntax', part10(sliceDataSet({ uid: '1' }), '1.2.3.4'), 'TS-02'],
    ['a video transfer syntax', part10(sliceDataSet({ uid: '1' }), '1.2.840.10008.1.2.4.102'), 'TS-01'],
    ['zero rows', sliceFile({ uid: '1', rows: 0 }), 'IMP-04'],
  ])('refuses %s', (_what, bytes, reason) => {
    expect(failure(bytes).reason).toBe(reason);
  });

  it('says it could not inflate what claims to be deflated', () => {
    expect(failure(part10(sliceDataSet({ uid: '1' }), '1.2.840.10008.1.2.1.99')).message).toBe('File is damaged: it says Deflated, but its data set cannot be inflated.');
  });

  it('reads a deflated data set, and gives up one that inflates without end', () => {
    const deflated = part10(deflateRawSync(sliceDataSet({ uid: '9' })), '1.2.840.10008.1.2.1.99');
    expect(read(deflated).sopInstanceUid).toBe('9');
    const bomb = part10(deflateRawSync(Buffer.alloc(257 * 1024 * 1024)), '1.2.840.10008.1.2.1.99');
    expect(failure(bomb)).toMatchObject({ reason: 'IMP-09', message: 'The data set inflates to more than 256 MB.' });
  });

  it('is read without preamble, and whatever it says, in the encoding it really has', () => {
    expect(read(sliceDataSet({ uid: '5' })).findings.map((finding) => finding.code)).toEqual(['IMP-07', 'TS-02']);
    expect(read(part10(sliceDataSet({ uid: '5' }), '1.2.840.10008.1.2')).findings[0]?.message).toBe('The file says Implicit VR Little Endian, but its data set is explicit VR little endian; it was read as that.');
  });

  it('is found whole behind more header than the first read takes', () => {
    const long = part10(Buffer.concat([element(0x00090010, 'LO', 'MAKER'), element(0x00091001, 'OB', Buffer.alloc(3 << 20)), sliceDataSet({ uid: '6' })]));
    expect(read(long).sopInstanceUid).toBe('6');
  });

  it('does not take a sequence cut off by the end of a partial read for a whole one', () => {
    const sequence = element(0x00089215, 'SQ', Buffer.concat([item(element(0x00091001, 'OB', Buffer.alloc(1 << 20))), sequenceEnd]), 0xffffffff);
    const bytes = part10(Buffer.concat([sequence, sliceDataSet({ uid: '8' })]));
    expect(read(bytes)).toMatchObject({ sopInstanceUid: '8', pixels: { rows: 8 } });
    const unending = part10(Buffer.concat([element(0x00089215, 'SQ', Buffer.concat([item(Buffer.alloc(0))]), 0xffffffff)]));
    expect(failure(unending).reason).toBe('IMP-04');
  });

  it('leaves out a damaged sequence of known length and says so', () => {
    const damaged = element(0x00081140, 'SQ', Buffer.from('this is no item.'));
    const record = read(part10(Buffer.concat([damaged, sliceDataSet({ uid: '8' })])));
    expect(record.findings.map((finding) => finding.message)).toContain('The sequence (0008,1140) is damaged and was left out.');
    expect(record.pixels?.rows).toBe(8);
  });

  it('refuses sequences nested too deep', () => {
    let nested = item(Buffer.alloc(0));
    for (let depth = 0; depth < 3000; depth += 1) nested = item(element(0x00081140, 'SQ', nested));
    expect(failure(part10(Buffer.concat([element(0x00081140, 'SQ', nested), sliceDataSet({ uid: '8' })])))).toMatchObject({ reason: 'IMP-04', message: expect.stringContaining('nested') });
  });

  it('never guesses numbers or dates', () => {
    expect(read(sliceFile({ uid: '1', spacing: '0,5\\0,5' }))).toMatchObject({ spacingSource: 'invalid', measuringOff: expect.stringContaining('0,5') });
  });

  it('gives a value or says unreadable for any bytes, also behind a correct beginning', () => {
    const anyBytes = fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes));
    const changed = fc.tuple(fc.array(fc.tuple(fc.nat(slice.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }), fc.nat(slice.length)).map(([changes, end]) => {
      const bytes = Buffer.from(slice);
      for (const [at, value] of changes) bytes[at] = value;
      return bytes.subarray(0, Math.max(end, 140));
    });
    fc.assert(fc.property(fc.oneof(anyBytes, anyBytes.map((bytes) => part10(bytes)), changed), (bytes) => {
      try {
        expect(typeof read(bytes).sopInstanceUid).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(NadirError);
        expect((error as NadirError).code).toBe('unreadable');
      }
    }), { numRuns: 1500 });
  });
});
