/** Which read a confirmation is about: the site's own, or the accepted one of two central readers; and who may look at its date. */
import { isLocked, isRead, type CentralBasis, type ConfirmRead, type StudyProtocol, type SubjectCase } from '../../casefile/index.ts';
import { NadirError } from '../../common/index.ts';
import type { StudyRow } from '../../store/index.ts';
import { assembleCase } from '../caseFile.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { timepointsToSign, twoReads, type TwoReads } from '../reads/reading.ts';
import { isDoubleRead, requireOverview } from '../reads/viewpoint.ts';

export type ReadToConfirm = { readonly read: ConfirmRead; readonly subject: SubjectCase; /** Of a central read: which one is the result. */ readonly central: CentralBasis | null };
export type ConfirmOffer = { readonly read: ConfirmRead; readonly isResult: boolean; readonly why: string };

/** Whose responses are the result of the trial: the central ones only where two central readers read. */
export const resultReadOf = (study: Pick<StudyRow, 'protocol'>): ConfirmRead =>
  (isDoubleRead(study) && (study.protocol as unknown as StudyProtocol).design?.evaluatedBy === 'central' ? 'central' : 'site');

/** The site's own read can no longer be swayed: all of it is signed, or the site reads nothing. */
export function isSiteDone(site: SubjectCase): boolean {
  return site.timepoints.every((one) => !one.performed || !isRead(site, one) || isLocked(site, one.id)) && (site.lesions.length === 0 || timepointsToSign(site).every(({ id }) => isLocked(site, id)));
}

/** The central read that is, or as long as there is something to decide would be, the result. */
export const centralOf = ({ reader1, reader2, resultSlot, state }: TwoReads): ReadToConfirm =>
  ({ read: 'central', subject: (resultSlot === 'reader1' ? reader1 : reader2).case, central: { slot: resultSlot, state } });

/** Why somebody may not look at the central date of a subject; empty when they may. The two are never reconciled (R-J09), so a site first signs its own. */
function whyNotCentral(context: RequestContext, study: StudyRow, site: SubjectCase, reads: TwoReads): string {
  const manages = context.roles.includes('dataManager');
  if (!manages && resultReadOf(study) !== 'central') return 'Central reads are for those who manage the study (R-J09).';
  if (reads.state === 'reading') return 'The central readers have not finished.';
  if (reads.state === 'due') return 'The readers differ: an adjudicator decides first (R-J06).';
  return manages || isSiteDone(site) ? '' : 'Sign the site\'s own read first (R-J09).';
}

/** The reads of a subject that may be confirmed, and the one asked for; null asks for the trial's result, else for the site's. Errors: refused blinded, centralOnly; notFound. */
export function readToConfirm(deps: ServiceDeps, context: RequestContext, study: StudyRow, subjectId: string, asked: ConfirmRead | null): ReadToConfirm & { readonly reads: readonly ConfirmOffer[] } {
  requireOverview(study, context);
  const site: ReadToConfirm = { read: 'site', subject: assembleCase(deps, subjectId), central: null };
  const both = isDoubleRead(study) ? twoReads(deps, study, [subjectId]).get(subjectId) : undefined;
  if (!both) {
    if (asked === 'central') throw new NadirError('refused', `Study ${study.code} is read once: there is no central read.`, { reason: 'centralOnly' });
    return { ...site, reads: [{ read: 'site', isResult: true, why: '' }] };
  }
  const isCentralResult = resultReadOf(study) === 'central';
  const why = whyNotCentral(context, study, site.subject, both);
  const own: ConfirmOffer = { read: 'site', isResult: !isCentralResult, why: '' };
  const reads: readonly ConfirmOffer[] = isCentralResult ? [{ read: 'central', isResult: true, why }, own] : [own, ...(context.roles.includes('dataManager') ? [{ read: 'central' as const, isResult: false, why }] : [])];
  if (asked === 'central' && why !== '') throw new NadirError('refused', why, { reason: 'centralOnly' });
  return { ...(asked === 'central' || (asked === null && isCentralResult && why === '') ? centralOf(both) : site), reads };
}
