/** What the tag beside a dragged calliper says. Pure: numbers in, lines out. */
import type { Lesion, SeriesSummary } from '../../../src/casefile/index.ts';
import { formatMm, formatPercentChange, formatSignedMm, type OverallResponse, type SubjectResult, type TimepointResult } from '../../../src/recist/index.ts';
import { classify, minimumTargetMm } from '../lesions/index.ts';

export type TagLine = { readonly label: string; readonly values: readonly string[]; /** The category it leads to. */ readonly category?: OverallResponse; readonly isBlocked?: boolean };
export type LiveTagModel = { readonly label: string; readonly mm: string; readonly right: string; readonly lines: readonly TagLine[]; readonly isBlocked: boolean };

/**
 * The next threshold of the sum and how far it is, in the category it leads to: PD once its limit is reached, else whichever of the PD and PR
 * limits is nearer. Null without limits.
 */
export function nextThreshold(at: Pick<TimepointResult, 'explanation' | 'target'>): TagLine | null {
  const { prLimit, pdLimit } = at.explanation;
  if (pdLimit && pdLimit.distanceMm <= 0) return { label: `PD limit ${formatMm(pdLimit.limitMm)}`, values: [`${formatMm(-pdLimit.distanceMm)} mm over`], category: 'PD' };
  const toPd = pdLimit?.distanceMm ?? Number.POSITIVE_INFINITY;
  const toPr = prLimit ? Math.abs(prLimit.distanceMm) : Number.POSITIVE_INFINITY;
  if (pdLimit && toPd <= toPr) return { label: `PD limit ${formatMm(pdLimit.limitMm)}`, values: [`${formatMm(toPd)} mm to go`], category: 'PD' };
  if (!prLimit) return null;
  return prLimit.distanceMm <= 0
    ? { label: `PR limit ${formatMm(prLimit.limitMm)}`, values: [`${formatMm(toPr)} mm under`], category: 'PR' }
    : { label: `PR limit ${formatMm(prLimit.limitMm)}`, values: [`${formatMm(toPr)} mm above`], category: 'PR' };
}

/** What a lesion was before, with the name of that timepoint: `TP3`. */
export type Before = { readonly label: string; readonly mm: number };

/**
 * Tag of a target at follow-up: size, sum, change from baseline and nadir, distance to the next threshold. While other targets are still to
 * assess there is no sum to speak of: the tag then says how this lesion changed, and a threshold only once it is passed.
 */
export function followUpTag(lesion: Pick<Lesion, 'label'>, sizeMm: number | null, longAxisMm: number, result: SubjectResult | null, at: TimepointResult | undefined, before: Before | null): LiveTagModel {
  const head = { label: lesion.label, mm: formatMm(sizeMm ?? longAxisMm), isBlocked: false };
  if (sizeMm === null) return { ...head, right: 'long axis', lines: [{ label: 'Short axis counts', values: ['place it across'] }] };
  if (!at) return { ...head, right: '', lines: [] };
  const baseline = result?.baseline.sum ?? null;
  const sum = at.sum ?? at.partialSum;
  const next = nextThreshold(at);
  const threshold = at.sum !== null || at.target === 'PD' ? next : null;
  const own = at.sum === null && before ? [{ label: `From ${before.label} ${formatMm(before.mm)}`, values: [`${formatSignedMm(Math.round((sizeMm - before.mm) * 10_000) / 10_000)} mm`] }] : [];
  const fromNadir = at.sum === null || at.nadir === null ? null : formatPercentChange(at.sum, at.nadir, 'nadir');
  return {
    ...head,
    right: sum === null ? '' : `${at.sum === null ? 'Sum so far' : 'Sum'} ${formatMm(sum)}`,
    lines: [
      ...own,
      ...(at.sum !== null && baseline !== null ? [{ label: 'From baseline', values: [formatPercentChange(at.sum, baseline, 'baseline') ?? ''] }] : []),
      ...(at.absFromNadir !== null ? [{ label: 'From nadir', values: [...(fromNadir === null ? [] : [fromNadir]), `${formatSignedMm(at.absFromNadir)} mm`] }] : []),
      ...(threshold ? [threshold] : []),
    ],
  };
}

/** Tag of a lesion at baseline: size of the axis that counts, what a target needs, and the sum it makes. */
export function baselineTag(lesion: Pick<Lesion, 'label' | 'kind' | 'organ' | 'role'>, sizeMm: number | null, longAxisMm: number, series: SeriesSummary | undefined, baselineSumMm: number | null): LiveTagModel {
  const isNode = lesion.kind === 'node';
  const head = { label: lesion.label, mm: formatMm(sizeMm ?? longAxisMm), right: isNode && sizeMm !== null ? 'short axis' : 'long axis' };
  if (lesion.role !== 'target') return { ...head, isBlocked: false, lines: [] };
  if (sizeMm === null) return { ...head, isBlocked: false, lines: [{ label: 'Short axis counts', values: ['place it across'] }] };
  const classification = classify({ kind: lesion.kind, organ: lesion.organ, sizeMm, otherAxisMm: null, series });
  const limit = minimumTargetMm(lesion.kind, series);
  const isBlocked = classification !== null && classification.class !== 'measurable';
  const missing = limit === null ? 0 : Math.round((limit - sizeMm) * 10_000) / 10_000;
  return {
    ...head, isBlocked,
    lines: [
      ...(isNode ? [{ label: `Long axis ${formatMm(longAxisMm)} mm, not counted for nodes`, values: [] }] : []),
      ...(limit === null ? [] : [{ label: `Target from ${formatMm(limit)} mm`, values: [missing > 0 ? `${formatMm(missing)} mm short` : 'met'] }]),
      isBlocked
        ? { label: 'Not measurable as target', values: [classification.rules.find((rule) => rule !== 'R-115') ?? ''], isBlocked: true }
        : { label: 'Sum of targets', values: [baselineSumMm === null ? '' : formatMm(baselineSumMm)] },
    ],
  };
}
