/** What a series' header says about itself, in the words a radiologist compares series by. Pure; nothing here is a rule. */
import type { SeriesSummary } from './model.ts';

export type Plane = 'axial' | 'coronal' | 'sagittal';
/** Contrast phase as stated; `given`: an agent without a phase; `none`: said to be without; null: nothing is said. */
export type ContrastPhase = 'native' | 'arterial' | 'portal venous' | 'delayed' | 'given' | null;
/** How sharp the reconstruction is: soft tissue, lung or bone; null for kernels nobody here knows. */
export type KernelClass = 'soft' | 'sharp' | null;

/** Plane nearest to the slices' normal; null where orientation is unknown. */
export function planeOf(series: Pick<SeriesSummary, 'extent'>): Plane | null {
  const normal = series.extent?.normal;
  if (!normal) return null;
  const [x, y, z] = [Math.abs(normal[0]), Math.abs(normal[1]), Math.abs(normal[2])];
  return z >= x && z >= y ? 'axial' : y >= x ? 'coronal' : 'sagittal';
}

/** Angle between the slices of two series, degrees 0 to 90; null where an orientation is unknown. */
export function angleBetween(a: Pick<SeriesSummary, 'extent'>, b: Pick<SeriesSummary, 'extent'>): number | null {
  const [m, n] = [a.extent?.normal, b.extent?.normal];
  if (!m || !n) return null;
  const cosine = Math.min(1, Math.abs(m[0] * n[0] + m[1] * n[1] + m[2] * n[2]));
  return (Math.acos(cosine) * 180) / Math.PI;
}

/** Whole words in any script: `\b` knows ASCII letters only. */
const words = (alternatives: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, 'u');
/** Chinese, Japanese and Korean write no spaces between words. */
const parts = (alternatives: string): RegExp => new RegExp(alternatives, 'u');

/** What sites write, in the order in which it decides: a late arterial phase is arterial, a scan without contrast is native whatever else is said. */
const phases: readonly (readonly [Exclude<ContrastPhase, null>, readonly RegExp[]])[] = [
  ['native', [
    words('nativ\\p{L}*|unenhanced|non.?(contrast|enhanced|ce)\\p{L}*|no.?contrast|plain|without|w\\/?o|pre.?(contrast|gad\\p{L}*|gd|km|kontrast\\p{L}*|c)|nc|nect|ncct|ohne|leer|sans|sin|simple|senza|basale|diretta|sem|zonder|blanco|bez|utan|uden|uten|ilman|без|натив\\p{L}*|bez ?kontrastu|kontrasts?[ıi]z'),
    /(^|[\s(_])(c-|-c|iv-|km-)($|[\s)_])/, parts('平扫|平掃|单纯|単純|非増強|造影前|조영 ?전|비조영'),
  ]],
  ['arterial', [words('late.?art\\p{L}*|hap')]],
  ['delayed', [words('delay\\p{L}*|equilib\\p{L}*|équilibre|excret\\p{L}*|late|spät\\p{L}*|nephro\\p{L}*|néphro\\p{L}*|urogr\\p{L}*|hepatobil\\p{L}*|hbp|tard\\p{L}*|retard\\p{L}*|excrétoire|eliminación|escretoria|późn\\p{L}*|opóźn\\p{L}*|отсроч\\p{L}*|выделит\\p{L}*|laat|late.?phase'), parts('延迟|延遲|平衡[期相]|遅延|後期相|排泄[期相]|지연')]],
  ['portal venous', [words('portal\\p{L}*|portov\\p{L}*|venous|ven|venös\\p{L}*|veneux|veineux|veineuse|venos[oa]|veneus|pv|pvp|hvp|żyln\\p{L}*|wrotn\\p{L}*|порт\\p{L}*|веноз\\p{L}*'), parts('门脉|門脈|门静脉|静脉[期相]|静脈相|靜脈期|문맥|정맥')]],
  ['arterial', [words('arter\\p{L}*|artér\\p{L}*|art|angio\\p{L}*|cta|tętnic\\p{L}*|артер\\p{L}*'), parts('动脉|動脈|동맥')]],
];

/** Contrast was given, and no word about the phase. */
const enhanced: readonly RegExp[] = [
  words('ce|cect|enhanced|post.?(contrast|gad\\p{L}*|gd|km|kontrast\\p{L}*|c|inj\\p{L}*)|with.?contrast|w\\/.?c(ontrast)?|mit.?(km|kontrast\\p{L}*)|n(ach)?\\.?.?km|km|avec.?(inj\\p{L}*|iv|contraste|gado\\p{L}*)|inj(ect[ée]\\p{L}*)?|con.?(contraste|mdc|contrasto|gad\\p{L}*|civ)|com.?contraste|met.?contrast|z.?kontrastem|gado\\p{L}*|gd|контраст\\p{L}*'),
  /(^|[\s(_])(c\+|\+c|iv\+|km\+|\+ ?gd)($|[\s)_])/, /t1.*\bpost\b(?!.?(op|rx|tx|treat|therap))/, parts('增强|增強|造影|조영'),
];

const statedPhase = (text: string): ContrastPhase => phases.find(([, patterns]) => patterns.some((pattern) => pattern.test(text)))?.[0] ?? (enhanced.some((pattern) => pattern.test(text)) ? 'given' : null);

/** What is written into the agent's field where none was given. */
const noAgent = /^(no|none|nil|n|0|not? given|nein|kein\p{L}*|aucun\p{L}*|non|ningun[oa]?|nessuno|não|nao|geen|brak|нет|无|無|なし|없음)\.?$/u;

/** The contrast phase that description and contrast agent (0018,0010) state, as makers and sites write it in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Chinese, Japanese and Korean. */
export function contrastPhaseOf(series: Pick<SeriesSummary, 'description' | 'contrast'>): ContrastPhase {
  const agent = (series.contrast ?? '').trim().toLowerCase();
  const [described, ofAgent] = [series.description, agent].map((text) => statedPhase(text.toLowerCase().replaceAll('_', ' ')));
  if (described && described !== 'given') return described;
  if (ofAgent && ofAgent !== 'given') return ofAgent;
  if (noAgent.test(agent)) return described ?? 'native';
  return agent === '' ? (described ?? null) : 'given';
}

/** Makers' codes: a letter or two and how sharp, or a name. Siemens B30f, Br40, I31f, Hr38; Canon FC08; Philips B, YB; the rest by words. */
const siemens = /^([bhijdqsu][a-z]?)(\d{2})[a-z]*$/;
const canon = /^fc(\d)\d[a-z]*$/;
const philipsSoft = /^([abc]|ua|ub|uc|ca|cb|cc|xca|xcb|xcc|sa)$/;
const philipsSharp = /^([delf]|cd|y[a-z]|xcd|ud)$/;
const sharpWords = /^(v?sharp\w*|lung|bone|boneplus|edge|ultra|chest|chst|inner|ear|ent|hrct|high|parenchyma?|knochen|poumon|os|osso|hueso|pulm\w*)$/;
const softWords = /^(soft\w*|standard|stand|stnd|std|smooth|detail|body\w*|routine|brain|tissue|mediast\w*|abd\w*|liver|head|weichteil\w*|mou|molle|blando)$/;

/** Class of a convolution kernel (0018,1210) as the makers name them: B30f, Br40, STANDARD, FC08, LUNG, B_SHARP_C, YB. Iterative and learned reconstructions by their words. */
export function kernelClassOf(kernel: string | null): KernelClass {
  const name = (kernel ?? '').trim().toLowerCase().split(/[\\,]/)[0] ?? '';
  const [code = ''] = name.split(/[\s/]/);
  const [, family, sharpness] = siemens.exec(code) ?? [];
  // Plain B turns sharp at 46, the two-letter families and the others at 50.
  if (family !== undefined && sharpness !== undefined) return Number(sharpness) < (family === 'b' ? 46 : 50) && family !== 'u' ? 'soft' : 'sharp';
  const [, decade] = canon.exec(code) ?? [];
  if (decade !== undefined) return '0126'.includes(decade) ? 'soft' : 'sharp';
  const spoken = name.split(/[^\p{L}]+/u);
  if (spoken.some((word) => sharpWords.test(word))) return 'sharp';
  if (spoken.some((word) => softWords.test(word))) return 'soft';
  return philipsSoft.test(code) ? 'soft' : philipsSharp.test(code) ? 'sharp' : null;
}

const noise = new Set(['ct', 'mr', 'with', 'and', 'the', 'of', 'mm', 'iv', 'contrast', 'series', 'recon', 'body', 'axial', 'ax', 'tra', 'transverse']);

/** Words of a description that tell what is shown (`liver`, `t2`, `dwi`): no bare numbers, sizes or words that every series has. */
export const descriptionWords = (description: string): ReadonlySet<string> =>
  new Set(description.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1 && /\p{L}/u.test(word) && !/^\d+mm$/.test(word) && !noise.has(word)));
