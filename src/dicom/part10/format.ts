import type { DataSet } from 'dicom-parser';
import type { Finding } from '../../common/index.ts';
import type { PixelFormat } from '../model.ts';
import { transferSyntaxOf } from '../transferSyntaxes.ts';
import { unreadable } from './failure.ts';
import type { Header } from './header.ts';
import { code, integer, unsigned } from './values.ts';

const allowedBits = new Set([1, 8, 12, 16, 32, 64]);

/** The binary values that say how pixels lie must have one value: of several, or of a text in their place, the first two bytes mean nothing. */
function checkLengths(dataSet: DataSet): void {
  for (const [tag, name] of [['x00280002', 'Samples per pixel'], ['x00280010', 'Rows'], ['x00280011', 'Columns'], ['x00280100', 'Bits allocated'], ['x00280101', 'Bits stored'], ['x00280102', 'High bit'], ['x00280103', 'Pixel representation']] as const) {
    const length = dataSet.elements[tag]?.length ?? 0;
    // Some write them in 32 bits, of which the upper 16 are 0.
    const isWide = length === 4 && dataSet.uint16(tag, 1) === 0;
    if (length !== 0 && length !== 2 && !isWide) throw unreadable('IMP-04', `File is damaged: ${name} has ${length} bytes instead of 2.`, { tag });
  }
}

function positive(dataSet: DataSet, tag: string, name: string): number {
  const value = unsigned(dataSet, tag);
  if (value === null) throw unreadable('IMP-04', `File is damaged: ${name} is missing.`, { tag });
  if (value === 0) throw unreadable('IMP-04', `File is damaged: ${name} is 0.`, { tag });
  return value;
}

/**
 * How the pixels are encoded (DICOM PS3.3 C.7.6.3). Throws `unreadable`: IMP-04 for missing or impossible values, PIX-03 for bit depths
 * that do not exist, TS-01 for known but unsupported transfer syntaxes. Values that contradict each other mildly are mended with a finding.
 */
export function readPixelFormat(header: Header, findings: Finding[]): PixelFormat {
  const { dataSet, transferSyntaxUid } = header;
  const syntax = transferSyntaxOf(transferSyntaxUid);
  if (syntax === undefined || syntax.codec === null) throw unreadable('TS-01', `This image uses ${syntax?.name ?? transferSyntaxUid}, which is not supported.`);
  checkLengths(dataSet);
  const rows = positive(dataSet, 'x00280010', 'Rows');
  const columns = positive(dataSet, 'x00280011', 'Columns');
  const samplesPerPixel = unsigned(dataSet, 'x00280002') ?? 1;
  if (samplesPerPixel !== 1 && samplesPerPixel !== 3) throw unreadable('PIX-03', `${samplesPerPixel} samples per pixel are not supported.`);
  const bitsAllocated = unsigned(dataSet, 'x00280100') ?? (header.pixelElement?.tag === 'x7fe00009' ? 64 : header.pixelElement?.tag === 'x7fe00008' ? 32 : 16);
  if (!allowedBits.has(bitsAllocated)) throw unreadable('PIX-03', `${bitsAllocated} bits allocated per sample are not supported.`);
  const given = unsigned(dataSet, 'x00280101') ?? bitsAllocated;
  const bitsStored = given >= 1 && given <= bitsAllocated ? given : bitsAllocated;
  if (bitsStored !== given) findings.push({ severity: 'warn', code: 'PIX-02', message: `Bits stored is ${given} in ${bitsAllocated} allocated; all allocated bits were used.` });
  const givenHigh = unsigned(dataSet, 'x00280102') ?? bitsStored - 1;
  const highBit = givenHigh >= bitsStored - 1 && givenHigh < bitsAllocated ? givenHigh : bitsStored - 1;
  return {
    transferSyntaxUid, rows, columns, samplesPerPixel, bitsAllocated, bitsStored, highBit,
    planarConfiguration: unsigned(dataSet, 'x00280006') === 1 && samplesPerPixel === 3 ? 1 : 0,
    signed: unsigned(dataSet, 'x00280103') === 1,
    float: header.pixelElement?.tag === 'x7fe00008' || header.pixelElement?.tag === 'x7fe00009',
    words: header.pixelElement?.vr === 'OW',
    photometric: readPhotometric(dataSet, samplesPerPixel, findings),
  };
}

const knownPhotometric = new Set(['MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR', 'RGB', 'YBR_FULL', 'YBR_FULL_422', 'YBR_PARTIAL_422', 'YBR_PARTIAL_420', 'YBR_ICT', 'YBR_RCT']);

function readPhotometric(dataSet: DataSet, samplesPerPixel: number, findings: Finding[]): string {
  const given = code(dataSet, 'x00280004');
  if (knownPhotometric.has(given)) return given;
  const assumed = samplesPerPixel === 3 ? 'RGB' : 'MONOCHROME2';
  findings.push({ severity: 'warn', code: 'PIX-05', message: `Photometric interpretation is ${given === '' ? 'missing' : `unknown (${given.slice(0, 32)})`}; ${assumed} was assumed.` });
  return assumed;
}

/** NumberOfFrames; a value that is no positive integer counts as one frame, with a finding (DAT-01). */
export function readFrameCount(dataSet: DataSet, findings: Finding[]): number {
  if (dataSet.elements['x00280008'] === undefined) return 1;
  const count = integer(dataSet, 'x00280008');
  if (count !== null && count >= 1) return count;
  findings.push({ severity: 'warn', code: 'DAT-01', message: 'Number of frames is not a positive whole number; one frame was assumed.' });
  return 1;
}
