import type { OrganCode } from '../../../src/recist/index.ts';

/** Where in an organ, as radiologists name it: offered as quick choices; what is chosen is the description, which no rule reads. */
export type SiteChoices = {
  /** "Segment", "Station", "Lobe": what one of them is. */
  readonly name: string;
  /** Short on the button, whole in the record. */
  readonly choices: readonly { readonly short: string; readonly text: string }[];
};

const same = (...words: readonly string[]): SiteChoices['choices'] => words.map((text) => ({ short: text, text }));
const sides: SiteChoices = { name: 'Side', choices: [{ short: 'R', text: 'Right' }, { short: 'L', text: 'Left' }] };
const segments: SiteChoices = { name: 'Segment', choices: ['1', '2', '3', '4a', '4b', '5', '6', '7', '8'].map((number) => ({ short: `S${number}`, text: `Segment ${number}` })) };
const lobes: SiteChoices = {
  name: 'Lobe',
  choices: [
    { short: 'RUL', text: 'Right upper lobe' }, { short: 'ML', text: 'Middle lobe' }, { short: 'RLL', text: 'Right lower lobe' }, { short: 'LUL', text: 'Left upper lobe' }, { short: 'Lingula', text: 'Lingula' }, { short: 'LLL', text: 'Left lower lobe' },
  ],
};
/** Thoracic stations by the IASLC map, the others by name. */
const stations: SiteChoices = {
  name: 'Station',
  choices: [
    ...['1R', '1L', '2R', '2L', '4R', '4L', '5', '6', '7', '8', '9', '10R', '10L', '11R', '11L'].map((number) => ({ short: number, text: `Station ${number}` })),
    { short: 'Cervical R', text: 'Right cervical' }, { short: 'Cervical L', text: 'Left cervical' }, { short: 'Axilla R', text: 'Right axillary' }, { short: 'Axilla L', text: 'Left axillary' },
    { short: 'Portal', text: 'Hepatoportal' }, { short: 'Coeliac', text: 'Coeliac' }, { short: 'Mesenteric', text: 'Mesenteric' }, { short: 'Para-aortic', text: 'Para-aortic' },
    { short: 'Iliac R', text: 'Right iliac' }, { short: 'Iliac L', text: 'Left iliac' }, { short: 'Groin R', text: 'Right inguinal' }, { short: 'Groin L', text: 'Left inguinal' },
  ],
};

const choices: Readonly<Partial<Record<OrganCode, SiteChoices>>> = {
  liver: segments, lung: lobes, lymphNode: stations,
  pleura: sides, kidney: sides, adrenal: sides, ovary: sides, breast: sides, ureter: sides, testis: sides, chestWall: sides,
  mediastinum: { name: 'Part', choices: same('Anterior', 'Middle', 'Posterior') },
  pancreas: { name: 'Part', choices: same('Head', 'Body', 'Tail') },
  stomach: { name: 'Part', choices: same('Fundus', 'Body', 'Antrum') },
  smallBowel: { name: 'Part', choices: same('Duodenum', 'Jejunum', 'Ileum') },
  colorectum: { name: 'Part', choices: same('Caecum', 'Ascending', 'Transverse', 'Descending', 'Sigmoid', 'Rectum') },
  peritoneum: { name: 'Part', choices: same('Omentum', 'Mesentery', 'Right upper quadrant', 'Left upper quadrant', 'Pelvis', 'Ascites') },
  brain: { name: 'Part', choices: same('Frontal R', 'Frontal L', 'Parietal R', 'Parietal L', 'Temporal R', 'Temporal L', 'Occipital R', 'Occipital L', 'Cerebellum', 'Brainstem') },
  bone: { name: 'Part', choices: same('Skull', 'Cervical spine', 'Thoracic spine', 'Lumbar spine', 'Sacrum', 'Pelvis', 'Rib', 'Sternum', 'Humerus', 'Femur') },
  oesophagus: { name: 'Part', choices: same('Upper', 'Middle', 'Lower') },
  thyroid: { name: 'Lobe', choices: [...sides.choices, { short: 'Isthmus', text: 'Isthmus' }] },
};

/** Quick choices for an organ; undefined where none are usual. A group begins with its number: "Multiple". */
export function sitesOf(organ: OrganCode | null, isGroup: boolean): SiteChoices | undefined {
  const own = organ === null ? undefined : choices[organ];
  if (!isGroup) return own;
  const wide = organ === 'liver' ? [...sides.choices.map(({ short, text }) => ({ short: `${short} lobe`, text: `${text} lobe` })), ...(own?.choices ?? [])] : own?.choices ?? [];
  return { name: own?.name ?? 'Group', choices: [{ short: 'Multiple', text: 'Multiple' }, ...wide] };
}

const parts = (description: string): readonly string[] => description.split(',').map((part) => part.trim()).filter((part) => part !== '');
const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const hasSite = (description: string, text: string): boolean => parts(description).some((part) => isSame(part, text));

/** The description with a quick choice put in or, when it is there, taken out: "Multiple, right lobe". Words of the reader's own stay. */
export function toggleSite(description: string, text: string): string {
  const now = parts(description);
  const next = hasSite(description, text) ? now.filter((part) => !isSame(part, text)) : [...now, text];
  return next.map((part, index) => (index > 0 && /^(Right|Left|Middle|Upper|Lower|Segment) /.test(part) ? part.charAt(0).toLowerCase() + part.slice(1) : part)).join(', ');
}
