/** What somebody has chosen to export, and the order the host takes. */
import type { ExportFormatInfo, ExportOrder } from '../../../src/api/wire.ts';
import type { ReadSlot } from '../../../src/casefile/index.ts';
import { isIsoDate } from '../../../src/common/index.ts';

export type ExportChoices = {
  /** Names of formats left out; everything is chosen at first. */
  readonly without: readonly string[];
  /** Empty: signed reads wherever the study signs. */
  readonly reads: 'signed' | 'all' | '';
  readonly cutOff: string;
  /** Codes with commas between; empty: every subject. */
  readonly subjects: string;
  readonly reader: ReadSlot | '';
  readonly reason: string;
  readonly leaveOutBlocked: boolean;
};
export const everything: ExportChoices = { without: [], reads: '', cutOff: '', subjects: '', reader: '', reason: '', leaveOutBlocked: false };

export const subjectCodes = (text: string): readonly string[] => [...new Set(text.split(/[,;\n]/).map((code) => code.trim()).filter((code) => code !== ''))];
export const chosenFormats = (formats: readonly ExportFormatInfo[], { without }: Pick<ExportChoices, 'without'>): readonly string[] => formats.map(({ name }) => name).filter((name) => !without.includes(name));

/** Why this cannot be ordered; null: it can. A cut-off that is no date is never left out in silence: what lies after it would leave. */
export function orderFault(formats: readonly ExportFormatInfo[], choices: ExportChoices): string | null {
  if (chosenFormats(formats, choices).length === 0) return 'Choose at least one kind of file';
  return choices.cutOff === '' || isIsoDate(choices.cutOff) ? null : 'Write the data cut-off as YYYY-MM-DD';
}

/** The order; null while there is none to give. The reason is added when the package is made: it changes nothing of the check. */
export function orderOf(studyId: string | null, formats: readonly ExportFormatInfo[], choices: ExportChoices): ExportOrder | null {
  const names = chosenFormats(formats, choices);
  const codes = subjectCodes(choices.subjects);
  if (studyId === null || orderFault(formats, choices) !== null) return null;
  return {
    studyId, formats: names, leaveOutBlocked: choices.leaveOutBlocked, reason: null, ...(choices.reads === '' ? {} : { reads: choices.reads }), ...(isIsoDate(choices.cutOff) ? { cutOff: choices.cutOff } : {}),
    ...(codes.length > 0 ? { subjects: codes } : {}), ...(choices.reader === '' ? {} : { readers: [choices.reader] }),
  };
}
