/** Entropy decoding of one scan of a grey DCT JPEG into its coefficients: sequential, spectral selection and successive approximation (T.81 F, G). */
import { buildHuffmanTable, type HuffmanTable, type JpegBitReader } from './jpegBits.ts';

export const zigZag = new Uint8Array([
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
]);

export type Scan = {
  readonly progressive: boolean;
  readonly spectralStart: number;
  readonly spectralEnd: number;
  /** Successive approximation: bit position before (0: first pass) and now. */
  readonly high: number;
  readonly low: number;
  readonly dc: HuffmanTable | undefined;
  readonly ac: HuffmanTable | undefined;
  readonly restartInterval: number;
};

const emptyTable = buildHuffmanTable(new Uint8Array(16), new Uint8Array());

/** Adds the scan to `coefficients`, 64 per block in raster order within the block, blocks in raster order. */
export function decodeScan(bits: JpegBitReader, coefficients: Int32Array, scan: Scan): void {
  const state = { predictor: 0, endOfBandRun: 0 };
  const decodeBlock = blockDecoder(scan);
  const blocks = coefficients.length / 64;
  for (let block = 0; block < blocks; block += 1) {
    if (scan.restartInterval > 0 && block > 0 && block % scan.restartInterval === 0) {
      bits.restart();
      state.predictor = 0;
      state.endOfBandRun = 0;
    }
    decodeBlock(bits, coefficients.subarray(block * 64, block * 64 + 64), scan, state);
  }
}

type State = { predictor: number; endOfBandRun: number };
type BlockDecoder = (bits: JpegBitReader, block: Int32Array, scan: Scan, state: State) => void;

function blockDecoder(scan: Scan): BlockDecoder {
  if (!scan.progressive) return sequential;
  if (scan.spectralStart === 0) return scan.high === 0 ? dcFirst : dcRefine;
  return scan.high === 0 ? acFirst : acRefine;
}

const sequential: BlockDecoder = (bits, block, scan, state) => {
  state.predictor += bits.readSigned(bits.decode(scan.dc ?? emptyTable));
  block[0] = state.predictor;
  const ac = scan.ac ?? emptyTable;
  for (let index = 1; index < 64; index += 1) {
    const symbol = bits.decode(ac);
    const size = symbol & 15;
    const run = symbol >> 4;
    if (size === 0 && run < 15) return;
    index += run;
    if (size > 0 && index < 64) block[zigZag[index] as number] = bits.readSigned(size);
  }
};

const dcFirst: BlockDecoder = (bits, block, scan, state) => {
  state.predictor += bits.readSigned(bits.decode(scan.dc ?? emptyTable));
  block[0] = state.predictor * (1 << scan.low);
};

const dcRefine: BlockDecoder = (bits, block, scan) => {
  if (bits.bit() === 1) block[0] = (block[0] as number) | (1 << scan.low);
};

const acFirst: BlockDecoder = (bits, block, scan, state) => {
  if (state.endOfBandRun > 0) { state.endOfBandRun -= 1; return; }
  const ac = scan.ac ?? emptyTable;
  for (let index = scan.spectralStart; index <= scan.spectralEnd; index += 1) {
    const symbol = bits.decode(ac);
    const size = symbol & 15;
    const run = symbol >> 4;
    if (size === 0 && run < 15) { state.endOfBandRun = (1 << run) + bits.read(run) - 1; return; }
    index += run;
    if (size > 0 && index < 64) block[zigZag[index] as number] = bits.readSigned(size) * (1 << scan.low);
  }
};

/** Refines what is there by one bit and places new coefficients of that bit's size (T.81 G.1.2.3). */
const acRefine: BlockDecoder = (bits, block, scan, state) => {
  const one = 1 << scan.low;
  const ac = scan.ac ?? emptyTable;
  let index = scan.spectralStart;
  if (state.endOfBandRun === 0) {
    for (; index <= scan.spectralEnd; index += 1) {
      const symbol = bits.decode(ac);
      let run = symbol >> 4;
      let value = 0;
      if ((symbol & 15) !== 0) value = bits.bit() === 1 ? one : -one;
      else if (run < 15) { state.endOfBandRun = (1 << run) + bits.read(run); break; }
      for (; index <= scan.spectralEnd; index += 1) {
        const at = zigZag[index] as number;
        if (block[at] !== 0) refine(bits, block, at, one);
        else if (run === 0) { if (value !== 0) block[at] = value; break; }
        else run -= 1;
      }
    }
  }
  if (state.endOfBandRun === 0) return;
  for (; index <= scan.spectralEnd; index += 1) if (block[zigZag[index] as number] !== 0) refine(bits, block, zigZag[index] as number, one);
  state.endOfBandRun -= 1;
};

function refine(bits: JpegBitReader, block: Int32Array, at: number, one: number): void {
  const value = block[at] as number;
  if (bits.bit() === 1 && (Math.abs(value) & one) === 0) block[at] = value > 0 ? value + one : value - one;
}
