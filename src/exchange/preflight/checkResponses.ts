/** Responses that contradict what they rest on, and signatures that say something else than the engine. */
import { signedOtherwise, signOffOf, type Timepoint } from '../../casefile/index.ts';
import { findingKey } from '../../common/index.ts';
import { engineVersion, type TimepointResult } from '../../recist/index.ts';
import type { ExportFinding, ExportRead, ExportSubject } from '../model.ts';
import { aboutRead, ofRead } from './places.ts';

const isNew = ({ newLesion }: TimepointResult): boolean => newLesion === 'unequivocal';
/** Something says PD: targets, non-targets, a new lesion. */
const hasEvidence = (one: TimepointResult): boolean => one.target === 'PD' || one.nonTarget === 'PD' || isNew(one);

/** The reason under which the response was assigned by hand; null where the rules gave it. */
const assignedReason = ({ case: subject }: ExportRead, timepointId: string): string | null => {
  const { overall, target, nonTarget } = subject.overrides[timepointId] ?? {};
  return (overall ?? target ?? nonTarget)?.reason ?? null;
};

function contradiction(subject: ExportSubject, read: ExportRead, timepoint: Timepoint, result: TimepointResult): readonly ExportFinding[] {
  // As it was read: a response that later evidence dated back is documented where that is.
  const isPd = result.overallAsRead === 'PD';
  if (isPd === hasEvidence(result)) return [];
  const reason = assignedReason(read, timepoint.id);
  const assigned = reason === null ? '' : ` Assigned by hand: ${reason}`;
  const severity = reason === null ? 'block' : 'warn';
  if (isPd) {
    return [aboutRead({ severity, code: 'EXP-21', message: `${timepoint.label}: PD without progression of targets or non-targets and without a new lesion.${assigned}`, remedy: reason === null ? `Look at ${timepoint.label} again.` : 'Nothing to do when the reason holds: it is exported beside the response.' }, subject, read, timepoint)];
  }
  return isNew(result) ? [aboutRead({ severity, code: 'EXP-20', message: `${timepoint.label}: a new lesion is unequivocal and the response is ${result.overallAsRead}, not PD.${assigned}`, remedy: reason === null ? `Look at ${timepoint.label} again.` : 'Nothing to do when the reason holds: it is exported beside the response.' }, subject, read, timepoint)] : [];
}

/** A signature that the engine does not give any more: what was signed and what would be exported differ. */
function signedDifferently(subject: ExportSubject, read: ExportRead): readonly ExportFinding[] {
  return signedOtherwise(read.case, read.result).map(({ timepoint, signed, now }) => {
    const answer = read.case.checkReasons[findingKey({ code: 'SIG-01', at: { timepointId: timepoint.id } })];
    const words = `${timepoint.label} was signed as ${signed.result?.overallAsRead ?? 'baseline'} with engine ${signed.engineVersion}; this engine gives ${now?.overallAsRead ?? 'another sum'}.`;
    return answer ? aboutRead({ severity: 'warn', code: 'EXP-30', message: `${words} Accepted: ${answer.reason}`, remedy: 'Nothing to do.' }, subject, read, timepoint)
      : aboutRead({ severity: 'block', code: 'EXP-30', message: words, remedy: `Amend ${timepoint.label}, or say there why the signature stays.` }, subject, read, timepoint);
  });
}

/** Same result, other engine: said for the record. */
function signedByOther(subject: ExportSubject, read: ExportRead): readonly ExportFinding[] {
  const versions = [...new Set(read.case.timepoints.flatMap((one) => {
    const { state, signed } = signOffOf(read.case, one.id);
    return state === 'signed' && signed && signed.engineVersion !== engineVersion ? [signed.engineVersion] : [];
  }))].sort();
  if (versions.length === 0) return [];
  return [aboutRead({ severity: 'info', code: 'EXP-31', message: `Signed with engine ${versions.join(', ')}; this is ${engineVersion}${ofRead(subject, read)}.`, remedy: 'Nothing to do: results that differ are listed on their own.' }, subject, read)];
}

export function checkResponses(subject: ExportSubject, read: ExportRead): readonly ExportFinding[] {
  const contradictions = (read.result?.timepoints ?? []).flatMap((result) => {
    const timepoint = read.case.timepoints.find(({ id }) => id === result.id);
    return timepoint ? contradiction(subject, read, timepoint, result) : [];
  });
  return [...contradictions, ...signedDifferently(subject, read), ...signedByOther(subject, read)];
}
