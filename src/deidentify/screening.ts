/** What is not imported in trial mode, what a person must look at first, and what they should know (interoperability 5.6). Codes in README.md. */
import type { DicomFile } from './read.ts';
import { identifiersOf, pixelsIdentify } from './identifiers.ts';
import { isOverlay } from './facts.ts';
import { isRegisteredUid } from './uids.ts';
import { folded, readText } from './text.ts';
import { asciiOf, find, pixelTags, textAt, unsignedOf, valueOf, type Element } from './tree.ts';

export type Reason = { readonly code: string; readonly reason: string };

const storage = '1.2.840.10008.5.1.4.1.1.';
const notImported: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^104\./, 'an encapsulated document'], [/^88\.59$/, 'a key object selection'], [/^88\./, 'a structured report'], [/^11\./, 'a presentation state'], [/^66$/, 'raw data'], [/^9\./, 'a waveform'],
  [/^77\.1\.(?:1|2|4)\.1$/, 'a video'],
];
const notImportedModalities: ReadonlyMap<string, string> = new Map([
  ['SR', 'a structured report'], ['KO', 'a key object selection'], ['PR', 'a presentation state'], ['DOC', 'an encapsulated document'], ['ECG', 'a waveform'], ['HD', 'a waveform'], ['EPS', 'a waveform'], ['AU', 'audio'],
]);

export const sopClassOf = ({ elements, metaSopClassUid }: DicomFile): string => textAt(elements, 0x00080016) || metaSopClassUid;

/** Why the object cannot be cleaned at all, or null. */
export function refusal(file: DicomFile): Reason | null {
  const sopClass = sopClassOf(file);
  if (sopClass === '1.2.840.10008.1.3.10' || find(file.elements, 0x00041220) !== undefined) return { code: 'DEID-05', reason: 'This is a directory of a medium; it lists patients and is not imported in trial mode.' };
  const short = sopClass.startsWith(storage) ? sopClass.slice(storage.length) : '';
  const name = notImported.find(([pattern]) => pattern.test(short))?.[1] ?? notImportedModalities.get(textAt(file.elements, 0x00080060));
  if (name === 'a video' || /^1\.2\.840\.10008\.1\.2\.4\.10\d$/.test(file.transferSyntaxUid)) return { code: 'DEID-04', reason: 'This is a video, which is not imported in trial mode.' };
  if (name !== undefined) return { code: 'DEID-03', reason: `This is ${name}, which is not imported in trial mode.` };
  if (find(file.elements, 0x00420011) !== undefined) return { code: 'DEID-03', reason: 'This is an encapsulated document, which is not imported in trial mode.' };
  if (find(file.elements, 0x0040a730) !== undefined && !hasPixels(file)) return { code: 'DEID-03', reason: 'This is a structured report, which is not imported in trial mode.' };
  if (find(file.elements, 0x54000100) !== undefined) return { code: 'DEID-03', reason: 'This is a waveform, which is not imported in trial mode.' };
  if (!sopClass.startsWith('1.2.840.10008.') && !hasPixels(file)) return { code: 'DEID-03', reason: 'This object is of no kind that the standard knows and holds no image; it is not imported in trial mode.' };
  return null;
}

const hasPixels = ({ elements }: DicomFile): boolean => elements.some(({ tag }) => pixelTags.has(tag));

const textModalities: ReadonlySet<string> = new Set(['US', 'XC', 'ES', 'OT', 'SC', 'XA', 'RF']);
const textTypes: ReadonlySet<string> = new Set(['SECONDARY', 'SCREEN SAVE', 'SCREENSAVE', 'SCREEN_SAVE', 'LABEL', 'OVERVIEW']);
const describesText = /dose|dosis|report|befund|patient protocol|screen ?save|scout|locali[sz]er|topogram|scanogram|surview/;

/** Every reason why a person must look at the pixels before anybody else may; in the order of the codes. */
export function quarantineReasons(file: DicomFile): readonly Reason[] {
  const { elements } = file;
  if (!hasPixels(file)) return [];
  const reasons: Reason[] = [];
  const add = (code: string, reason: string): void => { reasons.push({ code, reason }); };
  const burnedIn = textAt(elements, 0x00280301);
  if (burnedIn === 'YES') add('DEID-11', 'The header says that text is burned into the image.');
  if (textAt(elements, 0x00280302) === 'YES') add('DEID-12', 'The header says that a face can be recognised in the image.');
  if (burnedIn !== 'YES' && burnedIn !== 'NO') {
    const modality = textAt(elements, 0x00080060);
    const sopClass = sopClassOf(file);
    const types = textAt(elements, 0x00080008).toUpperCase().split('\\').map((part) => part.trim());
    if (textModalities.has(modality) || sopClass === `${storage}7` || sopClass.startsWith(`${storage}7.`)) add('DEID-13', `Images of this kind (${textModalities.has(modality) ? modality : 'secondary capture'}) often show the patient's name, and the header does not say whether this one does.`);
    if (types.some((part) => textTypes.has(part))) add('DEID-14', 'The image is a secondary or screen image, and the header does not say whether it shows text.');
    if (find(elements, 0x00080064) !== undefined) add('DEID-15', 'The image was made by a conversion, and the header does not say whether it shows text.');
    if (describesText.test(describedAs(elements, [0x0008103e]))) add('DEID-16', 'The description of the series suggests a dose sheet, report or localiser with text.');
  }
  if (elements.some(({ tag, content }) => isOverlay(tag) && (tag & 0xffff) === 0x0102 && content.kind === 'value' && (unsignedOf(content.bytes, file.encoding) ?? 0) > 0)) add('DEID-17', 'An overlay lies inside the pixel data, where its text cannot be removed.');
  const pixels = elements.find(({ tag }) => pixelTags.has(tag))?.content;
  const identifiers = identifiersOf(elements);
  if (pixels !== undefined && (pixels.kind === 'value' || pixels.kind === 'fragments') && pixelsIdentify(pixels.bytes, identifiers)) add('DEID-18', 'The bytes of the image hold the name or number of the patient as text.');
  if (!isRegisteredUid(sopClassOf(file))) add('DEID-19', 'The image is of no kind that the standard knows.');
  return reasons;
}

const describedAs = (elements: readonly Element[], tags: readonly number[]): string =>
  tags.map((tag) => folded(readText(valueOf(elements, tag), textAt(elements, 0x00080005), 'LO') ?? '')).join(' ');

/** Slices no thicker than this let a face be rebuilt from a head scan, mm. */
const thinSliceMm = 2;

/** DEID-31: a head on thin slices of CT, MR or PET. */
export function noticesOf(file: DicomFile): readonly { readonly code: string; readonly message: string }[] {
  const { elements } = file;
  const isHead = /\b(?:head|brain|skull|face|neuro|orbit|sinus|kopf|schadel|gehirn|hirn|tete|cerveau|crane|cranial|cerebr\w*)\b/.test(`${describedAs(elements, [0x00180015, 0x0008103e, 0x00081030, 0x00181030])}`);
  const thickness = thinnest(elements);
  if (!/^(?:CT|MR|PT)$/.test(textAt(elements, 0x00080060)) || !isHead || thickness === null || thickness > thinSliceMm) return [];
  return [{ code: 'DEID-31', message: 'Head on thin slices: the face could be reconstructed. It is not removed.' }];
}

/** Smallest SliceThickness at any level, mm. */
function thinnest(elements: readonly Element[]): number | null {
  let least: number | null = null;
  for (const { tag, content } of elements) {
    const found = tag === 0x00180050 && content.kind === 'value' ? Number.parseFloat(asciiOf(content.bytes)) : content.kind === 'items' ? content.items.reduce((best, item) => Math.min(best, thinnest(item.elements) ?? best), Number.POSITIVE_INFINITY) : Number.NaN;
    if (found > 0 && Number.isFinite(found) && (least === null || found < least)) least = found;
  }
  return least;
}
