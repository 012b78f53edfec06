/** IBM System/370 double: sign, exponent of 16 in excess 64, 56 bits of fraction (SAS technical note TS-140). */
import { NadirError } from '../../common/index.ts';

const ieee = new DataView(new ArrayBuffer(8));

/** First byte of a missing value; seven zero bytes follow. */
const missingByte = 0x2e;

/**
 * Writes a number as an IBM double at an offset; null is missing. Exact: the 53 bits of a double fit into 56.
 * @throws NadirError (`unreadable`) for a number beyond the range of the format, and for one that is not finite.
 */
export function putIbmDouble(into: DataView, offset: number, value: number | null): void {
  if (value === null || value === 0) {
    into.setUint32(offset, value === null ? missingByte * 0x1000000 : 0);
    into.setUint32(offset + 4, 0);
    return;
  }
  ieee.setFloat64(0, value);
  const [top, low] = [ieee.getUint32(0), ieee.getUint32(4)];
  const binary = (top >>> 20) & 0x7ff;
  // value = fraction · 2^(power - 53), the fraction's highest bit being bit 52.
  const power = binary - 1022;
  const exponent = Math.ceil(power / 4);
  if (!Number.isFinite(value) || binary === 0 || exponent < -64 || exponent > 63) throw new NadirError('unreadable', `The number ${value} cannot be written to a SAS transport file.`, { reason: 'ibmRange' });
  const shift = power + 3 - 4 * exponent;
  const high = (top & 0xfffff) | 0x100000;
  into.setUint32(offset, ((((top & 0x80000000) !== 0 ? 0x80 : 0) | (exponent + 64)) * 0x1000000) + (((high << shift) | (shift === 0 ? 0 : low >>> (32 - shift))) & 0xffffff));
  into.setUint32(offset + 4, (low << shift) >>> 0);
}
