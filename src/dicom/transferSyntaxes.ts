/** Transfer syntaxes by UID: how the data set is encoded and which codec its frames need (interoperability, transfer syntaxes). */
export type Codec = 'native' | 'rle' | 'jpeg8' | 'jpeg12' | 'jpegLossless' | 'jpegLs' | 'jpeg2000' | 'htj2k';

export type TransferSyntax = {
  readonly name: string;
  readonly explicit: boolean;
  readonly bigEndian: boolean;
  readonly deflated: boolean;
  /** Null: known, but not supported (TS-01). */
  readonly codec: Codec | null;
  readonly lossy: boolean;
};

const root = '1.2.840.10008.1.2';
export const implicitLittleEndian = root;
export const explicitLittleEndian = `${root}.1`;
export const explicitBigEndian = `${root}.2`;
export const deflatedLittleEndian = `${root}.1.99`;

const encapsulated = (name: string, codec: Codec | null, lossy = false): TransferSyntax => ({ name, explicit: true, bigEndian: false, deflated: false, codec, lossy });
const native = (name: string, rest: Partial<TransferSyntax> = {}): TransferSyntax => ({ ...encapsulated(name, 'native'), ...rest });

const table: Readonly<Record<string, TransferSyntax>> = {
  '': native('Implicit VR Little Endian', { explicit: false }),
  '.1': native('Explicit VR Little Endian'),
  '.1.99': native('Deflated Explicit VR Little Endian', { deflated: true }),
  '.2': native('Explicit VR Big Endian', { bigEndian: true }),
  '.1.98': encapsulated('Encapsulated Uncompressed Explicit VR Little Endian', 'native'),
  '.5': encapsulated('RLE Lossless', 'rle'),
  '.4.50': encapsulated('JPEG Baseline', 'jpeg8', true),
  '.4.51': encapsulated('JPEG Extended', 'jpeg12', true),
  '.4.52': encapsulated('JPEG Extended (arithmetic)', null, true),
  '.4.53': encapsulated('JPEG Spectral Selection', 'jpeg12', true),
  '.4.54': encapsulated('JPEG Spectral Selection (arithmetic)', null, true),
  '.4.55': encapsulated('JPEG Full Progression', 'jpeg12', true),
  '.4.56': encapsulated('JPEG Full Progression (arithmetic)', null, true),
  '.4.57': encapsulated('JPEG Lossless', 'jpegLossless'),
  '.4.58': encapsulated('JPEG Lossless (arithmetic)', null),
  '.4.59': encapsulated('JPEG Extended, hierarchical', null, true),
  '.4.60': encapsulated('JPEG Extended, hierarchical (arithmetic)', null, true),
  '.4.61': encapsulated('JPEG Spectral Selection, hierarchical', null, true),
  '.4.62': encapsulated('JPEG Spectral Selection, hierarchical (arithmetic)', null, true),
  '.4.63': encapsulated('JPEG Full Progression, hierarchical', null, true),
  '.4.64': encapsulated('JPEG Full Progression, hierarchical (arithmetic)', null, true),
  '.4.65': encapsulated('JPEG Lossless, hierarchical', null),
  '.4.66': encapsulated('JPEG Lossless, hierarchical (arithmetic)', null),
  '.4.70': encapsulated('JPEG Lossless SV1', 'jpegLossless'),
  '.4.80': encapsulated('JPEG-LS Lossless', 'jpegLs'),
  '.4.81': encapsulated('JPEG-LS Near-lossless', 'jpegLs', true),
  '.4.90': encapsulated('JPEG 2000 Lossless', 'jpeg2000'),
  '.4.91': encapsulated('JPEG 2000', 'jpeg2000', true),
  '.4.92': encapsulated('JPEG 2000 Multi-component Lossless', null),
  '.4.93': encapsulated('JPEG 2000 Multi-component', null, true),
  '.4.94': encapsulated('JPIP Referenced', null),
  '.4.95': { ...encapsulated('JPIP Referenced Deflate', null), deflated: true },
  '.4.204': encapsulated('JPIP HTJ2K Referenced', null),
  '.4.205': { ...encapsulated('JPIP HTJ2K Referenced Deflate', null), deflated: true },
  '.4.96': encapsulated('JPIP HTJ2K Referenced', null),
  '.4.97': { ...encapsulated('JPIP HTJ2K Referenced Deflate', null), deflated: true },
  '.4.100': encapsulated('MPEG-2 Main Profile', null, true),
  '.4.100.1': encapsulated('Fragmentable MPEG-2 Main Profile', null, true),
  '.4.101': encapsulated('MPEG-2 High Level', null, true),
  '.4.101.1': encapsulated('Fragmentable MPEG-2 High Level', null, true),
  '.4.102': encapsulated('MPEG-4 AVC', null, true),
  '.4.102.1': encapsulated('Fragmentable MPEG-4 AVC', null, true),
  '.4.103': encapsulated('MPEG-4 AVC BD-compatible', null, true),
  '.4.103.1': encapsulated('Fragmentable MPEG-4 AVC BD-compatible', null, true),
  '.4.104': encapsulated('MPEG-4 AVC 2D', null, true),
  '.4.104.1': encapsulated('Fragmentable MPEG-4 AVC 2D', null, true),
  '.4.105': encapsulated('MPEG-4 AVC 3D', null, true),
  '.4.105.1': encapsulated('Fragmentable MPEG-4 AVC 3D', null, true),
  '.4.106': encapsulated('MPEG-4 AVC Stereo', null, true),
  '.4.106.1': encapsulated('Fragmentable MPEG-4 AVC Stereo', null, true),
  '.4.107': encapsulated('HEVC', null, true),
  '.4.108': encapsulated('HEVC 10 bit', null, true),
  '.4.110': encapsulated('JPEG XL Lossless', null),
  '.4.111': encapsulated('JPEG XL JPEG Recompression', null, true),
  '.4.112': encapsulated('JPEG XL', null, true),
  '.4.201': encapsulated('HTJ2K Lossless', 'htj2k'),
  '.4.202': encapsulated('HTJ2K Lossless RPCL', 'htj2k'),
  '.4.203': encapsulated('HTJ2K', 'htj2k', true),
  '.6.1': encapsulated('RFC 2557 MIME encapsulation', null),
  '.6.2': encapsulated('XML Encoding', null),
  '.7.1': encapsulated('SMPTE ST 2110 Uncompressed Progressive', null),
  '.7.2': encapsulated('SMPTE ST 2110 Uncompressed Interlaced', null),
  '.8.1': encapsulated('Deflated Image Frame Compression', null),
};

/** The syntax, or undefined when the UID is none that we know (TS-02). */
export const transferSyntaxOf = (uid: string): TransferSyntax | undefined => (uid.startsWith(root) ? table[uid.slice(root.length)] : undefined);

/** Pixel data lies in items even though it may not be compressed. */
export const isEncapsulated = (uid: string): boolean => uid !== implicitLittleEndian && uid !== explicitLittleEndian && uid !== explicitBigEndian && uid !== deflatedLittleEndian;
