import type { Finding, Severity } from '../../common/index.ts';
import type { Lesion, SeriesSummary, Timepoint } from '../../casefile/index.ts';
import { checkEntry } from '../../recist/index.ts';

/** What a finding is about, for the jump on click. */
export type Place = { readonly lesion?: Lesion; readonly timepoint?: Timepoint; readonly series?: SeriesSummary };

const at = (place: Place): { at?: Readonly<Record<string, string>> } => {
  const members = {
    ...(place.lesion ? { lesionId: place.lesion.id } : {}), ...(place.timepoint ? { timepointId: place.timepoint.id } : {}), ...(place.series ? { seriesId: place.series.id } : {}),
  };
  return Object.keys(members).length > 0 ? { at: members } : {};
};

/** A finding of a check of section 14, as hard as the catalogue says unless told otherwise. */
export const finding = (code: string, message: string, place: Place = {}, severity?: Severity): Finding => ({ severity: severity ?? checkEntry(code)?.severity ?? 'warn', code, message, ...at(place) });

/** "T1", "T1 and T2", "T1, T2 and N1". */
export function namesOf(lesions: readonly Lesion[]): string {
  const names = lesions.map((lesion) => lesion.label);
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
