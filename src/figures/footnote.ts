/** The footnote of every figure in a file: who, by whom, by which rules, until when, who is left out and why, of which version, made when. */
import { addDays, type IsoDate } from '../common/index.ts';
import type { FigureKind, FigureSource } from './model.ts';
import { capital, count, counted, evaluatorOf } from './words.ts';

/** Last day on which anything is known of anybody; null without subjects. */
export function lastFact({ subjects }: Pick<FigureSource, 'subjects'>): IsoDate | null {
  let last: IsoDate | null = null;
  for (const { origin, lastDay } of subjects) {
    const day = origin === null ? null : addDays(origin, lastDay);
    if (day !== null && (last === null || day > last)) last = day;
  }
  return last;
}

function population({ status, options }: FigureSource): string {
  const only = [options.arm === null ? [] : [`arm ${options.arm}`], options.site === null ? [] : [`site ${options.site}`]].flat();
  return `Population: ${status.randomised > 0 ? `${count(status.randomised)} randomised of ` : ''}${counted(status.enrolled, 'subject')} enrolled${only.length > 0 ? ` (${only.join(', ')} only)` : ''}.`;
}

/** `at`: time of creation, UTC, ISO text. */
export function footnoteOf(kind: FigureKind, source: FigureSource, at: string, left = ''): readonly string[] {
  const { options, study, engineVersion, programVersion } = source;
  const last = lastFact(source);
  return [
    [population(source), ...kind.notes(source), ...(left === '' ? [] : [left])].join(' '),
    `Evaluator: ${kind.evaluator ?? evaluatorOf(source)}. PFS rule set: ${options.rules}. ${capital(options.confirmed ? 'responses confirmed' : 'responses without confirmation')}. Data cut-off: ${options.cutoff ?? `none${last === null ? '' : `, last fact ${last}`}`}.`,
    `Study ${study.code}, protocol version ${study.protocolVersion}. Nadir ${programVersion}, engine ${engineVersion}. Made ${at.slice(0, 16).replace('T', ' ')} UTC.`,
  ];
}
