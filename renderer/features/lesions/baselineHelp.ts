/** What helps to choose targets at baseline: how many there are, what could still be one, from what size. Pure; which lesions could be is the engine's word. */
import { methodOfModality, toEngineInput, type Lesion, type SeriesSummary, type SubjectCase } from '../../../src/casefile/index.ts';
import { formatMm, organOf, organWords, type OrganCode } from '../../../src/recist/index.ts';
import { lesionOf } from './caseFacts.ts';
import { minimumTargetMm, targetUse } from './guards.ts';
import { organName } from './organs.ts';
import { windowFindings } from './windowFindings.ts';

export type Offer = { readonly lesion: Lesion; readonly sizeMm: number | null; /** "largest measurable lesion not chosen", "adrenal gland has no target". */ readonly why: string; readonly code: 'Q-B09' | 'Q-B10' };
export type BaselineHelp = {
  readonly all: number;
  readonly limit: number;
  readonly limitPerOrgan: number;
  /** Organs with targets, and organs where a measurable lesion has none (count 0). */
  readonly perOrgan: readonly { readonly organ: OrganCode; readonly name: string; readonly count: number }[];
  /** Lesions that could be targets, most worth a look first; never more than two. */
  readonly offers: readonly Offer[];
  /** "10.0 mm, nodes 15.0 mm short axis, on 3.0 mm slices"; null without a series. */
  readonly measurable: string | null;
};

/** "Nodes" for the one organ that all nodes are. */
export const targetOrganName = (organ: OrganCode): string => (organ === 'lymphNode' ? 'Nodes' : organName(organ));

function measurableText(series: SeriesSummary | undefined): string | null {
  if (!series) return null;
  const [lesion, node] = [minimumTargetMm('nonNodal', series), minimumTargetMm('node', series)];
  if (lesion === null || node === null) return `${methodOfModality(series.modality) ?? series.modality} does not measure`;
  const slices = series.sliceThicknessMm === null ? 'slice thickness not recorded, 5.0 mm assumed' : `${formatMm(Math.round(series.sliceThicknessMm * 10) / 10)} mm slices`;
  return `LD ≥ ${formatMm(lesion)} mm, node SA ≥ ${formatMm(node)} mm on ${slices}`;
}

/** Help for the baseline as it stands; `series` is the one looked at. */
export function baselineHelp(subject: SubjectCase, series: SeriesSummary | undefined): BaselineHelp {
  const use = targetUse(subject);
  const sizes = new Map((toEngineInput(subject)?.baseline.nonTargets ?? []).map(({ id, sizeMm }) => [id, sizeMm ?? null]));
  const offered = (code: Offer['code']): readonly Lesion[] => windowFindings(subject)
    .flatMap((finding) => (finding.code === code ? lesionOf(subject, finding.at?.['lesionId'] ?? null) ?? [] : []))
    .toSorted((a, b) => (sizes.get(b.id) ?? 0) - (sizes.get(a.id) ?? 0));
  const withoutTarget = offered('Q-B10');
  const organs = [...new Set(withoutTarget.map(organOf))];
  const offers: readonly Offer[] = [
    ...organs.flatMap((organ): readonly Offer[] => {
      const lesion = withoutTarget.find((one) => organOf(one) === organ);
      return lesion ? [{ lesion, sizeMm: sizes.get(lesion.id) ?? null, why: `${organ === 'lymphNode' ? 'nodes have' : `${organWords(organ)} has`} no target`, code: 'Q-B10' }] : [];
    }),
    ...offered('Q-B09').filter((lesion) => !organs.includes(organOf(lesion))).slice(0, 1).map((lesion): Offer => ({ lesion, sizeMm: sizes.get(lesion.id) ?? null, why: 'largest measurable lesion not chosen', code: 'Q-B09' })),
  ];
  return {
    all: use.all, limit: use.limit, limitPerOrgan: use.limitPerOrgan, offers: offers.slice(0, 2), measurable: measurableText(series),
    perOrgan: [...use.perOrgan, ...organs.map((organ) => ({ organ, count: 0 }))].map(({ organ, count }) => ({ organ, count, name: targetOrganName(organ) })),
  };
}
