import type { Finding } from '../../common/index.ts';
import { signedOtherwise, type SubjectCase } from '../../casefile/index.ts';
import { engineVersion, formatMm, type SubjectResult, type TimepointResult } from '../../recist/index.ts';

/** Code of the finding that a signature and the engine disagree. Its answer is not part of what was signed. */
export const signedOtherwiseCode = 'SIG-01';

const words = (result: TimepointResult | null, sumMm: number | null): string =>
  `${result ? result.overallAsRead : sumMm === null ? 'no sum' : 'a sum'}${sumMm === null ? '' : ` of ${formatMm(sumMm)} mm`}`.replace(/^(CR|PR|SD|PD|NE|NED|NON-CR\/NON-PD) of/, '$1, sum');

/** A signature that the engine, asked again on the facts as they are, does not give: for a person to judge, nothing changes by itself. */
export function signedFindings(subject: SubjectCase, result: SubjectResult | null): readonly Finding[] {
  return signedOtherwise(subject, result).map(({ timepoint, signed, now, sumMm }): Finding => {
    const why = signed.engineVersion === engineVersion ? 'What it rests on was changed after it was signed.' : `It was signed with engine ${signed.engineVersion}, this is ${engineVersion}.`;
    return {
      severity: 'warn', code: signedOtherwiseCode, acceptsReason: true, at: { timepointId: timepoint.id },
      message: `${timepoint.label} was signed as ${words(signed.result, signed.sumMm)}; the engine now says ${words(now, sumMm)}. ${why} Amend ${timepoint.label}, or say why it stays.`,
    };
  });
}
