/** The viewer library's WASM decoders in Node. One instance per thread and codec, thrown away after an error: a codec that failed may have damaged its own heap. */
import { undecodable, type DecodedSamples } from './decoded.ts';
import { limits } from '../part10/limits.ts';
import { jpeg2000Start } from './codestream.ts';
import { weavePlanes } from './native.ts';

export type WasmCodec = 'jpeg8' | 'jpegLs' | 'jpeg2000' | 'htj2k';

type Loaded = { readonly create: () => CodecDecoder; readonly explain: (error: unknown) => string };

const quiet: CodecModuleOptions = { print: () => undefined, printErr: () => undefined };
const loaded = new Map<WasmCodec, Promise<Loaded>>();

type WasmMemory = { readonly buffer: ArrayBuffer; grow(pages: number): number };

let isMemoryBounded = false;

/** Holds the codecs' heaps in this thread to their limit: growing further fails, which the codec reports as it would any want of memory. */
function boundMemory(): void {
  if (isMemoryBounded) return;
  isMemoryBounded = true;
  const { prototype } = (globalThis as unknown as { WebAssembly: { Memory: { prototype: WasmMemory } } }).WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = function bounded(pages) {
    if (this.buffer.byteLength + pages * 65_536 > limits.wasmBytes) throw new RangeError('a codec wants more memory than it may have');
    return grow.call(this, pages);
  };
}

async function load(codec: WasmCodec): Promise<Loaded> {
  boundMemory();
  switch (codec) {
    case 'jpegLs': {
      const module = await (await import('@cornerstonejs/codec-charls/decodewasmjs')).default({ ...quiet });
      return { create: () => new module.JpegLSDecoder(), explain: (error) => (typeof error === 'number' ? (module.getExceptionMessage?.(error) ?? '') : textOf(error)) };
    }
    case 'jpeg2000': {
      const module = await (await import('@cornerstonejs/codec-openjpeg/decodewasmjs')).default({ ...quiet });
      return { create: () => new module.J2KDecoder(), explain: textOf };
    }
    case 'htj2k': {
      const module = await (await import('@cornerstonejs/codec-openjph/wasmjs')).default({ ...quiet });
      return { create: () => new module.HTJ2KDecoder(), explain: textOf };
    }
    case 'jpeg8': {
      const module = await (await import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs')).default({ ...quiet });
      return { create: () => new module.JPEGDecoder(), explain: textOf };
    }
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : typeof error === 'string' ? error : '');

/** Decodes one frame. Throws PIX-07. The size was checked against the header before, so memory is bounded. */
export async function decodeWithWasm(codec: WasmCodec, frame: Uint8Array): Promise<DecodedSamples> {
  const module = loaded.get(codec) ?? load(codec);
  loaded.set(codec, module);
  const { create, explain } = await module;
  const start = codec === 'jpeg2000' || codec === 'htj2k' ? (jpeg2000Start(frame) ?? 0) : 0;
  const input = frame.subarray(start);
  let decoder: CodecDecoder | null = null;
  try {
    decoder = create();
    decoder.getEncodedBuffer(input.length).set(input);
    decoder.decode();
    return copyOut(codec, decoder);
  } catch (cause) {
    loaded.delete(codec);
    decoder = null;
    throw undecodable(`The compressed frame is damaged${explain(cause) === '' ? '' : ` (${explain(cause).slice(0, 80)})`}.`, cause);
  } finally {
    decoder?.delete?.();
  }
}

function copyOut(codec: WasmCodec, decoder: CodecDecoder): DecodedSamples {
  const info = decoder.getFrameInfo();
  const bytesPerSample = info.bitsPerSample <= 8 ? 1 : 2;
  const length = info.width * info.height * info.componentCount * bytesPerSample;
  const buffer = decoder.getDecodedBuffer();
  if (length === 0 || buffer.length < length) throw new Error('no pixels');
  const data = new Uint8Array(length);
  data.set(buffer.subarray(0, length));
  // JPEG-LS without interleaving comes plane by plane.
  const planar = codec === 'jpegLs' && info.componentCount === 3 && decoder.getInterleaveMode?.() === 0;
  return { data: planar ? weavePlanes(data, bytesPerSample) : data, bytesPerSample, components: info.componentCount, ybr: false };
}
