/** Images that are kept but not offered for reading (interoperability row 50): localizers, scouts, dose sheets, screen captures. */
import type { InstanceRecord } from '../model.ts';
import { isSecondaryCapture } from '../sopClasses.ts';
import { isLocalizer } from './group.ts';

/** Value 3 and later of ImageType of sheets that show nothing of the patient. */
const sheetTypes = new Set(['DOSE', 'DOSE_INFO', 'DOSE INFO', 'SCREEN SAVE', 'SCREENSAVE', 'SCREENSHOT', 'PROT_INFO']);
/** What makers and sites call such series where the image type does not say it. */
const scoutNames = /(^|[^a-z])(scout|scano(gram|view)?|topo(gram)?|surview|locali[sz]\w*|lokali[sz]\w*|(3|three).?(plane|pl).?loc\w*|survey|rep[eé]rage|localizador)([^a-z]|$)/;
const sheetNames = /(^|[^a-z])(dose ?(report|info|record|sheet|summary|page)|dosisprotokoll|patient protocol|exam ?(summary|protocol)|radiation dose|screen ?(save|capture)s?)([^a-z]|$)/;
/** A name alone sets aside no more images than such a series has; a whole examination called "survey" stays. */
const mostByName = 20;

const lookOnly = 'for looking only, nothing is measured on it.';

/** Why the images of a stack are kept aside, for looking only; null when they are for reading. `images`: how many the stack has. */
export function asideWords(instance: InstanceRecord, images: number): string | null {
  if (isLocalizer(instance)) return `Localiser: ${lookOnly}`;
  if (isSecondaryCapture(instance.sopClassUid)) return `Secondary capture: ${lookOnly}`;
  if (instance.imageType.slice(2).some((type) => sheetTypes.has(type))) return `Dose or protocol sheet: ${lookOnly}`;
  if (images > mostByName) return null;
  const description = instance.seriesDescription.toLowerCase().replaceAll('_', ' ');
  if (sheetNames.test(description)) return `Dose or protocol sheet: ${lookOnly}`;
  return scoutNames.test(description) ? `Localiser: ${lookOnly}` : null;
}
