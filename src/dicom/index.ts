export type * from './model.ts';
export { readInstance, type ReadInstance } from './instance.ts';
export { bufferSource, fileSource, type ByteSource } from './part10/byteSource.ts';
export { readFrame } from './part10/frames.ts';
export { decodeFrame } from './pixels/decode.ts';
export { cutToStoredBits, isDirectlyReadable, storedBytesPerSample } from './pixels/storedValues.ts';
export { buildStacks, notForReading } from './series/stack.ts';
export { isEncapsulated, transferSyntaxOf } from './transferSyntaxes.ts';
