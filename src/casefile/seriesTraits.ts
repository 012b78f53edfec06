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

const phases: readonly (readonly [ContrastPhase, RegExp])[] = [
  ['native', /\b(native?|nativ|non.?contrast|unenhanced|plain|without|w\/o|pre.?contrast|nc|ohne)\b/],
  ['delayed', /\b(delay\w*|equilib\w*|excret\w*|late(?! ?art)\w*|spät\w*|nephro\w*|urogr\w*)\b/],
  ['portal venous', /\b(portal\w*|portoven\w*|venous|ven|venös\w*|pv|pvp|hvp)\b/],
  ['arterial', /\b(arter\w*|art|hap|angio\w*)\b/],
];

/** The contrast phase that description and contrast agent (0018,0010) state. */
export function contrastPhaseOf(series: Pick<SeriesSummary, 'description' | 'contrast'>): ContrastPhase {
  for (const text of [series.description, series.contrast ?? '']) {
    const words = text.toLowerCase().replaceAll('_', ' ');
    const found = phases.find(([, pattern]) => pattern.test(words));
    if (found) return found[0];
  }
  return series.contrast === null || series.contrast.trim() === '' ? null : 'given';
}

const soft = /^(b[1-3]\d[a-z]?|b4[0-5][a-z]?|br[234]\d[a-z]?|bf[234]\d[a-z]?|i[1-4]\d[a-z]?|qr[34]\d[a-z]?|soft|standard|detail|std|fc0\d|fc1\d|[abc]|ua|ub|uc)$/;
const sharp = /^(b[5-9]\d[a-z]?|b4[6-9][a-z]?|bl[5-7]\d[a-z]?|br[5-9]\d[a-z]?|bv[5-9]\d[a-z]?|i[5-9]\d[a-z]?|qr[5-9]\d[a-z]?|lung|bone|boneplus|chest|edge|ultra|fc[3-9]\d|[del]|y[a-z])$/;

/** Class of a convolution kernel (0018,1210) as the makers name them: B30f, Br40, STANDARD, FC08, LUNG. */
export function kernelClassOf(kernel: string | null): KernelClass {
  const name = (kernel ?? '').trim().toLowerCase().split(/[\s\\/,]/)[0] ?? '';
  return soft.test(name) ? 'soft' : sharp.test(name) ? 'sharp' : null;
}

const noise = new Set(['ct', 'mr', 'with', 'and', 'the', 'of', 'mm', 'iv', 'contrast', 'series', 'recon', 'body', 'axial', 'ax', 'tra', 'transverse']);

/** Words of a description that tell what is shown (`liver`, `t2`, `dwi`): no bare numbers, sizes or words that every series has. */
export const descriptionWords = (description: string): ReadonlySet<string> =>
  new Set(description.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1 && /\p{L}/u.test(word) && !/^\d+mm$/.test(word) && !noise.has(word)));
