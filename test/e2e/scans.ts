/** One scan of every kind from the shared corpus: what is imported, where its pixel truth is, and what the window has to say of it. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import dicomParser from 'dicom-parser';

export type Scan = {
  readonly name: string;
  /** File or folder below shared/dicom. */
  readonly from: string;
  /** Of a folder: the file whose pixels are compared; a file by itself is compared. */
  readonly look?: string;
  /** Frame whose pixels are compared, from 1. */
  readonly frame?: number;
  /** The files share their UIDs with other scans of this list: they get others of the same length. */
  readonly ownUids?: true;
  /** What must stand on the screen beside what every scan must say. */
  readonly says?: readonly RegExp[];
};

const syntaxes = 'syntaxes/ct-one-image-16-syntaxes/CTImage.dcm';
const oneImage = (name: string, suffix: string, ...says: readonly RegExp[]): Scan => ({ name, from: `${syntaxes}${suffix}`, ownUids: true, says });
const lossy = /Lossy compressed/;

export const scans: readonly Scan[] = [
  { name: 'deflated', from: `${syntaxes}_DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99.dcm` },
  oneImage('implicit', '_LittleEndianImplicitTransferSyntax_1.2.840.10008.1.2.dcm'),
  oneImage('explicit', '_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm'),
  oneImage('big-endian', '_BigEndianExplicitTransferSyntax_1.2.840.10008.1.2.2.dcm'),
  oneImage('rle', '_RLELosslessTransferSyntax_1.2.840.10008.1.2.5.dcm'),
  oneImage('jpeg-baseline-8-bit', '_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm', lossy),
  oneImage('jpeg-extended-12-bit', '_JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51.dcm', lossy),
  oneImage('jpeg-lossless', '_JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57.dcm'),
  oneImage('jpeg-lossless-sv1', '_JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70.dcm'),
  oneImage('jpeg-ls', '_JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80.dcm'),
  oneImage('jpeg-ls-lossy', '_JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81.dcm', lossy),
  oneImage('jpeg-2000-lossless', '_JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90.dcm'),
  oneImage('jpeg-2000', '_JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91.dcm', lossy),
  { name: 'htj2k-lossless', from: 'syntaxes/htj2k-grey/ct-htj2k-201.dcm', ownUids: true },
  { name: 'htj2k', from: 'syntaxes/htj2k-grey/ct-htj2k-203.dcm', ownUids: true },
  { name: 'fragments', from: 'syntaxes/fragments/CT0012.fragmented_no_bot_jpeg_ls.80.dcm', frame: 2 },
  { name: 'signed', from: 'syntaxes/signed/test16signed.dcm' },
  { name: 'mr-12-bit', from: 'syntaxes/mr-jpeg-lossless-series', look: '5001050.dcm' },
  { name: 'palette', from: 'syntaxes/rgb-testpattern/TestPattern_Palette.dcm', ownUids: true },
  { name: 'rgb', from: 'syntaxes/rgb-testpattern/TestPattern_RGB.dcm', ownUids: true },
  { name: 'ybr', from: 'syntaxes/rgb-testpattern/TestPattern_JPEG-Baseline_YBR422.dcm', ownUids: true },
  { name: 'monochrome1', from: 'syntaxes/monochrome1/CR-MONO1-10-chest' },
  { name: 'radiograph', from: 'syntaxes/nema-large/RG3_J2KR.dcm' },
  { name: 'enhanced-ct', from: 'multiframe/enhanced-ct-perfusion/eCT_Supplemental.dcm', frame: 2, ownUids: true },
  { name: 'enhanced-mr', from: 'multiframe/enhanced-mr-t1/0001_1.3.12.2.1107.5.2.43.67093.2022071112080825794102791.dcm', frame: 96 },
  { name: 'phases', from: 'multiframe/enhanced-mr', look: '6_3.dcm' },
  { name: 'multiframe-uncalibrated', from: 'multiframe/mr-small/emri_small_RLE.dcm', frame: 10 },
  { name: 'ultrasound-cine', from: 'multiframe/us-cine/examples_ybr_color.dcm', frame: 30 },
  { name: 'ultrasound-ybr', from: 'syntaxes/ultrasound-ybr422/US-YBR_FULL_422-EVRLE.dcm' },
  { name: 'ultrasound-palette', from: 'syntaxes/us-palette/gdcm-US-ALOKA-16_big.dcm' },
  { name: 'gantry-tilt', from: 'ct/gantry-tilt-ge', look: '14.dcm' },
  { name: 'non-square', from: 'mr/nonsquare-pixels', look: 'N2D_0190.dcm' },
  { name: 'oblique', from: 'mr/brain-oblique', look: 'brain_010.dcm' },
  { name: 'missing-slices', from: 'ct/missing-slices', look: '000020.dcm', says: [/2 slices missing after position −202\.7/] },
  { name: 'duplicate-positions', from: 'ct/duplicate-positions', look: 'CT20.dcm', says: [/1 slice repeats the position of another one/] },
  { name: 'modality-lut', from: 'syntaxes/luts/mlut_18.dcm' },
  { name: 'voi-lut', from: 'syntaxes/luts/vlut_04.dcm' },
  { name: 'overlays', from: 'syntaxes/overlays/cplx_p02.dcm' },
  { name: 'projection', from: 'dicomdir/two-patients/77654033/CR1/6154' },
  { name: 'anisotropic', from: 'hostile/derived/spacing-anisotropic.dcm', ownUids: true },
  { name: 'no-orientation', from: 'hostile/derived/orientation-missing.dcm', ownUids: true },
  { name: 'spacing-invalid', from: 'hostile/derived/spacing-comma.dcm', ownUids: true },
  { name: 'japanese', from: 'charsets/chrH31.dcm' },
  { name: 'arabic', from: 'charsets/chrArab.dcm' },
  { name: 'russian', from: 'charsets/chrRuss.dcm' },
  { name: 'korean', from: 'charsets/chrI2.dcm' },
  { name: 'chinese', from: 'charsets/chrX2.dcm' },
  { name: 'greek', from: 'charsets/chrGreek.dcm' },
  { name: 'hebrew', from: 'charsets/chrHbrw.dcm' },
];

/** The same UID with other last digits, wherever it stands in the file. */
function withOwnUids(bytes: Buffer, mark: number): Buffer {
  const data = dicomParser.parseDicom(bytes, { untilTag: 'x7fe00010' });
  const changed = Buffer.from(bytes);
  for (const tag of ['x00080018', 'x0020000e']) {
    const uid = data.string(tag);
    if (!uid) continue;
    const other = Buffer.from(uid.slice(0, -2) + String(10 + mark), 'latin1');
    for (let at = changed.indexOf(uid, 0, 'latin1'); at >= 0; at = changed.indexOf(uid, at + uid.length, 'latin1')) other.copy(changed, at);
  }
  return changed;
}

/** The file of a scan whose pixels are compared, below shared/dicom. */
export const comparedFile = ({ from, look }: Scan): string => (look === undefined ? from : `${from}/${look}`);

/** Copies the scans below `folder`, each into a folder of its name; answers with that folder. */
export function layOut(corpus: string, folder: string, wanted: readonly Scan[] = scans): string {
  for (const [mark, { name, from, ownUids }] of wanted.entries()) {
    const source = path.join(corpus, from);
    const target = path.join(folder, name);
    mkdirSync(target, { recursive: true });
    for (const file of namesOf(source)) {
      const [one, copy] = [path.join(source, file), path.join(target, path.basename(file === '' ? from : file))];
      if (ownUids) writeFileSync(copy, withOwnUids(readFileSync(one), mark));
      else cpSync(one, copy);
    }
  }
  return folder;
}

const namesOf = (source: string): readonly string[] => {
  try { return readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => entry.name); } catch { return ['']; }
};
