/**
 * Where a lesion lies in terms of the anatomical location list (C74456), from the organ the reader chose and the words of the description. Only terms of the list are
 * returned; words that name none leave the organ's own term. A node is one because the reader marked it so, and then always has a term of a lymph node (1.3.4).
 */
import type { Lesion } from '../../casefile/index.ts';
import type { OrganCode } from '../../recist/index.ts';
import { isTerm, lists } from './terminology.ts';

export type Location = {
  /** TULOC; null where the list has no term for it. */
  readonly term: string | null;
  /** TULAT */
  readonly laterality: 'LEFT' | 'RIGHT' | 'BILATERAL' | null;
  /** TUDIR */
  readonly direction: string | null;
};

const organTerms: Readonly<Record<OrganCode, string | null>> = {
  lung: 'LUNG', pleura: 'PLEURA', mediastinum: 'MEDIASTINUM', chestWall: 'CHEST WALL', heart: 'HEART', liver: 'LIVER', gallbladder: 'GALLBLADDER', bileDuct: 'BILE DUCT', pancreas: 'PANCREAS', spleen: 'SPLEEN',
  kidney: 'KIDNEY', adrenal: 'ADRENAL GLAND', ureter: 'URETER', bladder: 'BLADDER', oesophagus: 'ESOPHAGUS', stomach: 'STOMACH', smallBowel: 'SMALL INTESTINE', colorectum: 'LARGE INTESTINE', appendix: 'APPENDIX',
  peritoneum: 'PERITONEUM', retroperitoneum: 'RETROPERITONEUM', ovary: 'OVARY', uterus: 'UTERUS', vagina: 'VAGINA', prostate: 'PROSTATE GLAND', testis: 'TESTIS', breast: 'BREAST', thyroid: 'THYROID GLAND',
  headNeck: 'HEAD AND NECK', brain: 'BRAIN', spinalCord: 'SPINAL CORD', bone: 'BONE', muscle: 'MUSCLE', softTissue: 'SOFT TISSUE', skin: 'SKIN', lymphNode: 'LYMPH NODE', other: null,
};

type Words = readonly (readonly [words: RegExp, term: string])[];

/** Stations and places of nodes as they are written (stations of the lung cancer map in brackets of the terms they stand for); the first that fits counts. */
const nodeWords: Words = [
  [/subcarinal|station 7\b/, 'SUBCARINAL LYMPH NODE'], [/upper paratracheal|station 2[rl]?\b/, 'PARATRACHEAL LYMPH NODE, UPPER'], [/paratracheal|station 4[rl]?\b/, 'PARATRACHEAL LYMPH NODE'],
  [/pretracheal/, 'PRETRACHEAL LYMPH NODE'], [/aorto-?pulmonary|station 5\b/, 'AORTOPULMONARY WINDOW LYMPH NODE'], [/anterior mediastin|prevascular/, 'ANTERIOR MEDIASTINAL LYMPH NODE'],
  [/splenic hil/, 'SPLENIC HILAR LYMPH NODE'], [/porta hepatis|periportal/, 'PORTA HEPATIS LYMPH NODE'], [/porto-?caval|portacaval/, 'PORTACAVAL LYMPH NODE'], [/hilar|hilum|station 1[01][rl]?\b/, 'HILAR LYMPH NODE'],
  [/mediastin/, 'MEDIASTINAL LYMPH NODE'], [/supraclavicular/, 'SUPRACLAVICULAR LYMPH NODE'], [/infraclavicular/, 'INFRACLAVICULAR LYMPH NODE'], [/axilla/, 'AXILLARY LYMPH NODE'], [/internal mammary|parasternal/, 'INTERNAL MAMMARY LYMPH NODE'],
  [/submandibular/, 'SUBMANDIBULAR LYMPH NODE'], [/submental/, 'SUBMENTAL LYMPH NODE'], [/retropharyngeal/, 'RETROPHARYNGEAL LYMPH NODE'], [/parotid/, 'PAROTID GLAND LYMPH NODE'], [/cervical|jugular|neck/, 'CERVICAL LYMPH NODE'],
  [/inguinal|groin/, 'INGUINAL LYMPH NODE'], [/external iliac/, 'EXTERNAL ILIAC LYMPH NODE'], [/internal iliac/, 'INTERNAL ILIAC LYMPH NODE'], [/common iliac/, 'COMMON ILIAC LYMPH NODE'], [/iliac/, 'ILIAC LYMPH NODE'],
  [/obturator/, 'OBTURATOR LYMPH NODE'], [/presacral/, 'PRESACRAL LYMPH NODE'], [/perirectal|mesorectal/, 'PERIRECTAL LYMPH NODE'], [/pelvi[cs]/, 'PELVIC LYMPH NODE'], [/para-?aortic|periaortic/, 'PARA-AORTIC LYMPH NODE'],
  [/aorto-?caval/, 'AORTOCAVAL LYMPH NODE'], [/para-?caval/, 'PARACAVAL LYMPH NODE'], [/retrocrural/, 'RETROCRURAL LYMPH NODE'], [/retroperiton/, 'RETROPERITONEAL LYMPH NODE'], [/mesenter/, 'MESENTERIC LYMPH NODE'],
  [/c(?:o?e)liac/, 'CELIAC LYMPH NODE'], [/peripancreatic/, 'PERIPANCREATIC LYMPH NODE'], [/hepatic|liver/, 'HEPATIC LYMPH NODE'], [/cardiophrenic/, 'CARDIOPHRENIC LYMPH NODE'], [/abdom/, 'ABDOMINAL LYMPH NODE'], [/thora/, 'THORACIC LYMPH NODE'],
];

/** Parts of organs. */
const partWords: Readonly<Partial<Record<OrganCode, Words>>> = {
  lung: [
    [/right upper lobe|\brul\b/, 'LUNG, RIGHT UPPER LOBE'], [/right middle lobe|\bmiddle lobe\b|\brml\b/, 'LUNG, RIGHT MIDDLE LOBE'], [/right lower lobe|\brll\b/, 'LUNG, RIGHT LOWER LOBE'],
    [/left upper lobe|\blul\b/, 'LUNG, LEFT UPPER LOBE'], [/left lower lobe|\blll\b/, 'LUNG, LEFT LOWER LOBE'], [/lingula/, 'LINGULA OF THE LUNG'],
  ],
  liver: [[/caudate|segment 1\b|segment i\b/, 'LIVER, CAUDATE LOBE'], [/right lobe/, 'LIVER, RIGHT LOBE'], [/left lobe/, 'LIVER, LEFT LOBE']],
  pleura: [[/effusion/, 'PLEURAL FLUID']],
  peritoneum: [[/ascites/, 'PERITONEAL FLUID'], [/oment/, 'OMENTUM'], [/mesenter/, 'MESENTERY']],
  heart: [[/pericard/, 'PERICARDIUM']],
  colorectum: [[/rectosigmoid/, 'COLON, RECTOSIGMOID'], [/sigmoid/, 'COLON, SIGMOID'], [/rect(?:um|al)/, 'RECTUM'], [/ascending/, 'COLON, ASCENDING'], [/transverse/, 'COLON, TRANSVERSE'], [/descending/, 'COLON, DESCENDING'], [/colon/, 'COLON']],
  kidney: [[/upper pole/, 'KIDNEY, UPPER POLE'], [/lower pole/, 'KIDNEY, LOWER POLE']],
  pancreas: [[/head/, 'PANCREAS, HEAD'], [/tail/, 'PANCREAS, TAIL'], [/body/, 'PANCREAS, BODY']],
  uterus: [[/cervix/, 'CERVIX UTERI']],
  brain: [[/cerebell/, 'CEREBELLUM'], [/brain ?stem|pons|medulla/, 'BRAIN STEM'], [/mening/, 'MENINGES']],
  bone: [
    [/sacr(?:um|al)/, 'SACRUM'], [/pelvi[cs]/, 'PELVIC BONE'], [/ili(?:um|ac)/, 'ILIUM'], [/femoral head/, 'FEMORAL HEAD'], [/fem(?:ur|oral)/, 'FEMUR'], [/humer/, 'HUMERUS'], [/stern(?:um|al)/, 'STERNUM'], [/scapula/, 'SCAPULA'],
    [/clavic/, 'CLAVICLE'], [/skull/, 'SKULL'], [/cervical (?:spine|vert)/, 'CERVICAL VERTEBRA'], [/thoracic (?:spine|vert)/, 'THORACIC SPINE'], [/lumbar (?:spine|vert)/, 'LUMBAR VERTEBRA'], [/\brib\b|\bribs\b/, 'RIB'],
  ],
};

/** "T8", "L2", "C5" of a bone: its vertebra. */
function vertebra(organ: OrganCode, words: string): string | null {
  const found = organ === 'bone' ? /\b([ctl])(\d{1,2})\b/.exec(words) : null;
  return found ? `${found[1]?.toUpperCase()}${found[2]} VERTEBRA` : null;
}

const regionTerms = { head: 'HEAD', neck: 'NECK', chest: 'CHEST', abdomen: 'ABDOMINAL CAVITY', pelvis: 'PELVIS', extremities: 'LIMB' } as const;

const known = (term: string | null | undefined): string | null => (term != null && isTerm(lists.location, term) ? term : null);

function termOf({ organ, kind, traits }: Pick<Lesion, 'organ' | 'kind' | 'traits'>, words: string): string | null {
  const isNode = kind === 'node' || organ === 'lymphNode';
  const exact = known(words.toUpperCase());
  if (exact !== null && (isNode ? exact.includes('LYMPH NODE') : organ === 'other' || exact.startsWith(organTerms[organ] ?? '-'))) return exact;
  if (isNode) return known(nodeWords.find(([found]) => found.test(words))?.[1]) ?? 'LYMPH NODE';
  const fluid = traits?.nature === 'pleuralEffusion' ? 'PLEURAL FLUID' : traits?.nature === 'ascites' ? 'PERITONEAL FLUID' : traits?.nature === 'leptomeningeal' ? 'LEPTOMENINGES' : null;
  const part = fluid ?? known(vertebra(organ, words)) ?? known(partWords[organ]?.find(([found]) => found.test(words))?.[1]);
  return part ?? known(organTerms[organ]) ?? (traits?.region ? regionTerms[traits.region] : null);
}

/** The side that the words name; both words mean nothing certain unless they say so. */
function lateralityOf(words: string): Location['laterality'] {
  if (/\bbilateral\b|\bboth (?:sides|lungs|kidneys|adrenals|ovaries|breasts)\b/.test(words)) return 'BILATERAL';
  const left = /\bleft\b|\bl(?:ul|ll)\b|\blingula|station \d+l\b/.test(words);
  const right = /\bright\b|\br(?:ul|ml|ll)\b|\bmiddle lobe\b|station \d+r\b/.test(words);
  return left === right ? null : left ? 'LEFT' : 'RIGHT';
}

/** TUDIR: the one direction that the words name and the term does not say already. */
function directionOf(words: string, term: string): string | null {
  const named = [...new Set(words.match(/\b(?:upper|lower|anterior|posterior|superior|inferior|medial|lateral|proximal|distal)\b/g) ?? [])];
  const [only] = named;
  return named.length === 1 && only !== undefined && !term.includes(only.toUpperCase()) && !term.includes('LOBE') ? only.toUpperCase() : null;
}

/** TULOC, TULAT and TUDIR of a lesion. */
export function locationOf(lesion: Pick<Lesion, 'organ' | 'kind' | 'description' | 'traits'>): Location {
  const words = lesion.description.toLowerCase();
  const term = termOf(lesion, words);
  return term === null ? { term, laterality: null, direction: null } : { term, laterality: lateralityOf(words), direction: directionOf(words, term) };
}
