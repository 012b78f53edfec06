/** Which body regions a series shows: by what it is called, and by how far its positions reach. Pure. */
import type { BodyRegion } from '../recist/index.ts';
import type { SeriesSummary } from './model.ts';
import { planeOf } from './seriesTraits.ts';

const torso: readonly BodyRegion[] = ['chest', 'abdomen', 'pelvis'];
/** Body part and description as makers and sites write them, in the languages of `contrastPhaseOf`. */
const regionWords: readonly (readonly [pattern: RegExp, regions: readonly BodyRegion[]])[] = [
  [/whole.?body|ganzk|skull.?(base)?.?to|corps entier|cuerpo entero|total ?body|corpo inteiro|全身|전신/, ['head', 'neck', ...torso]],
  [/(^|[^a-z])(cap|tap|nct?ap)([^a-z]|$)/, torso],
  [/head|brain|skull|cereb|cerveau|schädel|kopf|crân|cráneo|craneo|encef|testa([^a-z]|$)|głow|mózg|голов|мозг|头|頭部|脑|脳|두부|뇌/, ['head']],
  [/neck|hals(?!t)|cervico|(^|[^a-z])cou([^a-z]|$)|cuello|collo([^a-z]|$)|pescoço|szyj|ше[яи]|颈|頸|경부/, ['neck']],
  [/chest|thora|thx|lung|tórax|torac|torax|poumon|pulm|brust|klatk|грудн|лёгк|легк|胸|肺|흉부|폐/, ['chest']],
  [/abd|liver|leber|bauch|foie|hígado|higado|fegato|addom|ventre|buik|brzus|wątrob|брюшн|печен|腹|肝|복부|간([^가-힣]|$)/, ['abdomen']],
  [/pelv|pélv|becken|bassin|bacino|bekken|miednic|(^|[^а-я])таз|малого таза|盆|골반/, ['pelvis']],
  [/extrem|thigh|leg(?!a)|knee|femur|oberschenkel|cuisse|muslo|四肢|사지/, ['extremities']],
];

/** From these lengths on an axial scan of an adult that is called by one region reaches through the next as well (chest alone 300 to 420 mm, abdomen alone 220 to 350). */
const throughPelvisMm = 380;
const chestThroughAbdomenMm = 500;
const chestThroughPelvisMm = 640;
/** What a region needs at least, mm: a scan shorter than the sum of what it is called cannot hold it. */
const leastMm: Readonly<Partial<Record<BodyRegion, number>>> = { chest: 180, abdomen: 150, pelvis: 130, neck: 80, head: 90 };

const namedIn = (series: Pick<SeriesSummary, 'bodyPart' | 'description'>): readonly BodyRegion[] => {
  const text = `${series.bodyPart ?? ''} ${series.description}`.toLowerCase().replaceAll('_', ' ');
  return [...new Set(regionWords.filter(([pattern]) => pattern.test(text)).flatMap(([, regions]) => regions))];
};

/** Distance of the outermost slices, mm; 0 where positions are unknown. */
const lengthOf = ({ extent }: Pick<SeriesSummary, 'extent'>): number => (extent ? extent.toMm - extent.fromMm : 0);

/** Body regions that a series covers, by body part, description and the length its positions span; empty where nothing names one. */
export function regionsOfSeries(series: Pick<SeriesSummary, 'bodyPart' | 'description' | 'extent'>): readonly BodyRegion[] {
  const named = new Set(namedIn(series));
  if (planeOf(series) !== 'axial') return [...named];
  const length = lengthOf(series);
  if (named.has('chest') && length >= chestThroughAbdomenMm) named.add('abdomen');
  if (named.has('abdomen') && length >= (named.has('chest') ? chestThroughPelvisMm : throughPelvisMm)) named.add('pelvis');
  return [...named];
}

/** Why an axial series cannot show all that it is called, by its positions; null when it can or nothing is known. For the person, decides nothing. */
export function coverageDoubt(series: Pick<SeriesSummary, 'bodyPart' | 'description' | 'extent' | 'slices'>): string | null {
  const named = namedIn(series);
  const length = lengthOf(series);
  const needed = named.reduce((sum, region) => sum + (leastMm[region] ?? 0), 0);
  if (named.length < 2 || planeOf(series) !== 'axial' || series.slices < 2 || length >= needed) return null;
  return `Called ${named.join(', ')}, but only ${Math.round(length)} mm long: look for the rest in another series before calling a region imaged.`;
}

/** True when a series lies, slices and all, where another one of the same frame of reference and plane does. */
export function liesWithin(series: Pick<SeriesSummary, 'extent' | 'frameOfReferenceUid'>, other: Pick<SeriesSummary, 'extent' | 'frameOfReferenceUid'>): boolean {
  const [inner, outer] = [series.extent, other.extent];
  if (!inner || !outer || series.frameOfReferenceUid === null || series.frameOfReferenceUid !== other.frameOfReferenceUid) return false;
  const cosine = inner.normal[0] * outer.normal[0] + inner.normal[1] * outer.normal[1] + inner.normal[2] * outer.normal[2];
  if (Math.abs(cosine) < 0.98) return false;
  const [from, to] = cosine > 0 ? [inner.fromMm, inner.toMm] : [-inner.toMm, -inner.fromMm];
  return from >= outer.fromMm - slackMm && to <= outer.toMm + slackMm;
}

/** Reconstructions of one scan end a few slices apart. */
const slackMm = 20;
