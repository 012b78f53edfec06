import type { PixelFormat } from '../model.ts';
import { transferSyntaxOf } from '../transferSyntaxes.ts';

/** Native values looked at for dirt: enough to meet overlays and vendor marks, little enough to cost nothing at import. */
export const sampledBytes = 16 * 1024;

/**
 * True when native 16-bit samples hold something above their high bit or below their lowest stored bit that is neither zero nor the repeated sign (row 25).
 * `sample` begins at a sample. What is found is cut off by decoding in any case; this only tells.
 */
export function hasUnusedBits(sample: Uint8Array, format: PixelFormat): boolean {
  if (format.bitsAllocated !== 16 || format.bitsStored === 16 || transferSyntaxOf(format.transferSyntaxUid)?.codec !== 'native') return false;
  const bigEndian = transferSyntaxOf(format.transferSyntaxUid)?.bigEndian === true;
  const view = new DataView(sample.buffer, sample.byteOffset, sample.byteLength);
  const above = (0xffff << (format.highBit + 1)) & 0xffff;
  const below = (1 << (format.highBit + 1 - format.bitsStored)) - 1;
  const signBit = 1 << format.highBit;
  for (let at = 0; at + 1 < sample.length; at += 2) {
    const value = view.getUint16(at, !bigEndian);
    const top = value & above;
    const isSign = format.signed && (value & signBit) !== 0 && top === above;
    if ((top !== 0 && !isSign) || (value & below) !== 0) return true;
  }
  return false;
}
