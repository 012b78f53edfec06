import type { Lesion } from '../../../src/casefile/index.ts';
import { organCodes, type OrganCode } from '../../../src/recist/index.ts';

type OrganEntry = { readonly code: OrganCode; readonly name: string; readonly words: string };

/** Name on screen and further words that find it, for every code of R-133. */
const names: Readonly<Record<OrganCode, readonly [name: string, words: string]>> = {
  lung: ['Lung', 'pulmonary lobe rul rml rll lul lll'],
  pleura: ['Pleura', 'pleural effusion'],
  mediastinum: ['Mediastinum', 'thymus'],
  chestWall: ['Chest wall', 'thoracic rib'],
  heart: ['Heart', 'cardiac pericardium'],
  liver: ['Liver', 'hepatic segment'],
  gallbladder: ['Gallbladder', ''],
  bileDuct: ['Bile duct', 'biliary'],
  pancreas: ['Pancreas', 'pancreatic'],
  spleen: ['Spleen', 'splenic'],
  kidney: ['Kidney', 'renal'],
  adrenal: ['Adrenal gland', 'suprarenal'],
  ureter: ['Ureter', ''],
  bladder: ['Urinary bladder', ''],
  oesophagus: ['Oesophagus', 'esophagus gullet'],
  stomach: ['Stomach', 'gastric'],
  smallBowel: ['Small bowel', 'duodenum jejunum ileum intestine'],
  colorectum: ['Colon and rectum', 'colorectum large bowel sigmoid caecum'],
  appendix: ['Appendix', ''],
  peritoneum: ['Peritoneum', 'omentum mesentery ascites'],
  retroperitoneum: ['Retroperitoneum', ''],
  ovary: ['Ovary', 'adnexa'],
  uterus: ['Uterus', 'endometrium cervix'],
  vagina: ['Vagina', ''],
  prostate: ['Prostate', ''],
  testis: ['Testis', 'testicle'],
  breast: ['Breast', 'mammary'],
  thyroid: ['Thyroid', ''],
  headNeck: ['Head and neck', 'larynx pharynx tongue'],
  brain: ['Brain', 'cerebral cerebellum meninges'],
  spinalCord: ['Spinal cord', ''],
  bone: ['Bone', 'vertebra skeleton osseous'],
  muscle: ['Muscle', 'psoas'],
  softTissue: ['Soft tissue', 'subcutaneous'],
  skin: ['Skin', 'cutaneous'],
  lymphNode: ['Lymph node', 'node ln station nodal'],
  other: ['Other', ''],
};

export const organName = (code: OrganCode): string => names[code][0];

export const organEntries: readonly OrganEntry[] = organCodes.map((code) => ({ code, name: names[code][0], words: names[code][1] }));

const folded = (text: string): string => text.toLowerCase().trim();

/** How well an organ answers a search: 0 its name begins so, 1 a word of the name does, 2 another word of it does, null not at all. */
function rank(entry: OrganEntry, sought: string): number | null {
  const name = folded(entry.name);
  if (name.startsWith(sought)) return 0;
  if (name.split(' ').some((word) => word.startsWith(sought))) return 1;
  return entry.words.split(' ').some((word) => word !== '' && word.startsWith(sought)) ? 2 : null;
}

/** Organs that answer what was typed, best first; all of them, those in use first, for an empty search. */
export function searchOrgans(text: string, inUse: readonly OrganCode[]): readonly OrganCode[] {
  const sought = folded(text);
  if (sought === '') return [...new Set([...inUse, ...organCodes])];
  return organEntries
    .map((entry) => ({ code: entry.code, rank: rank(entry, sought) }))
    .filter((found): found is { code: OrganCode; rank: number } => found.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map((found) => found.code);
}

/** "Segment 6" as "S6", "Station 4R" as "4R": what a table has room for. Anything else stays as it was typed. */
const shortened = (description: string): string => description.trim().replace(/^segments?\s+(?=[0-9IVX])/i, 'S').replace(/^station\s+(?=[0-9])/i, '');

/** "Liver, S6", "Node, 4R"; a description that begins with the organ stands alone: "Pleural effusion, left". */
export function lesionName(lesion: Pick<Lesion, 'organ' | 'kind' | 'description' | 'group'>): string {
  const organ = lesion.kind === 'node' ? 'Node' : organName(lesion.organ);
  const description = shortened(lesion.description);
  if (description === '') return lesion.group ? `${organ}, several` : organ;
  return folded(description).startsWith(folded(organ).slice(0, 6)) ? description : `${organ}, ${description}`;
}
