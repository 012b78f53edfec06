/** SOP classes that this product tells apart by name; everything else is judged by whether it holds an image. */
const storage = '1.2.840.10008.5.1.4.1.1.';

export const directorySopClass = '1.2.840.10008.1.3.10';

/** Objects without an image, by what a person calls them. */
const withoutImage: readonly (readonly [prefix: string, name: string])[] = [
  ['481.3', 'radiotherapy structure set'], ['481.5', 'radiotherapy plan'], ['481.8', 'radiotherapy plan'], ['481.4', 'radiotherapy treatment record'],
  ['104.', 'encapsulated document'], ['88.', 'structured report'], ['9.', 'waveform'], ['11.', 'presentation state'], ['66', 'raw data or registration'],
  ['67', 'real world value map'], ['91.1', 'annotation'], ['77.1.4.1', 'video'],
];

/** Name of a known object without an image, or undefined. */
export function nameOfNonImage(sopClassUid: string): string | undefined {
  if (!sopClassUid.startsWith(storage)) return undefined;
  const rest = sopClassUid.slice(storage.length);
  return withoutImage.find(([prefix]) => rest === prefix || rest.startsWith(prefix.endsWith('.') ? prefix : `${prefix}.`))?.[1];
}

/** Images that carry data for other images, not for reading: segmentations, dose, parametric maps. */
export const isDerivedMap = (sopClassUid: string): boolean => ['66.4', '66.7', '30', '481.2', '77.1.6'].some((suffix) => sopClassUid === `${storage}${suffix}`);

export const isSecondaryCapture = (sopClassUid: string): boolean => sopClassUid === `${storage}7` || sopClassUid.startsWith(`${storage}7.`);

/** Classes whose objects are images: without pixel data such a file is incomplete. */
export const isImageClass = (sopClassUid: string): boolean =>
  [`${storage}1`, `${storage}2`, `${storage}3`, `${storage}4`, `${storage}6`, `${storage}7`, `${storage}12`, `${storage}20`, `${storage}128`, `${storage}130`].some((prefix) => sopClassUid === prefix || sopClassUid.startsWith(`${prefix}.`)) && nameOfNonImage(sopClassUid) === undefined;
