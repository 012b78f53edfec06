/** The WASM codecs of the viewer library, which come without types. Only what this room calls. */
interface CodecModuleOptions { print?: (text: string) => void; printErr?: (text: string) => void }
interface CodecFrameInfo { width: number; height: number; bitsPerSample: number; componentCount: number; isSigned?: boolean }
interface CodecDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): CodecFrameInfo;
  getInterleaveMode?(): number;
  delete?(): void;
}
type CodecFactory<Names extends string> = (options?: CodecModuleOptions) => Promise<Record<Names, new () => CodecDecoder> & { getExceptionMessage?(pointer: number): string }>;

declare module '@cornerstonejs/codec-charls/decodewasmjs' { const factory: CodecFactory<'JpegLSDecoder'>; export default factory; }
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' { const factory: CodecFactory<'J2KDecoder'>; export default factory; }
declare module '@cornerstonejs/codec-openjph/wasmjs' { const factory: CodecFactory<'HTJ2KDecoder'>; export default factory; }
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' { const factory: CodecFactory<'JPEGDecoder'>; export default factory; }
