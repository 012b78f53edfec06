/** Best immune response and its progression date (R-I08, R-I09, operation `ibor`). */
import { dayNumber, type IsoDate } from '../common/index.ts';
import { inDateOrder, type ImmuneResponse, type NameOf, type OverallResponse, type Parameters, type Reason } from '../recist/index.ts';
import { confirmationOf } from './confirmation.ts';
import type { Assessment } from './sequence.ts';

export type ImmuneSequenceTimepoint = { readonly id: string; readonly date: IsoDate; readonly response: ImmuneResponse };
export type ImmuneBest = { readonly ibor: ImmuneResponse; readonly progressionConfirmed: boolean; readonly progressionDate: IsoDate | null };

const plain: Readonly<Record<ImmuneResponse, OverallResponse>> = {
  'iCR': 'CR', 'iPR': 'PR', 'iSD': 'SD', 'NON-iCR/NON-iUPD': 'NON-CR/NON-PD', 'iUPD': 'PD', 'iCPD': 'PD', 'NE': 'NE', 'NED': 'NED',
};
const bestFirst: readonly ImmuneResponse[] = ['iCR', 'iPR', 'iSD', 'NON-iCR/NON-iUPD', 'NED', 'iCPD', 'iUPD'];

/** With confirmation required, an unconfirmed iCR or iPR counts as iSD. */
function withConfirmation(timepoints: readonly ImmuneSequenceTimepoint[], parameters: Parameters): readonly ImmuneResponse[] {
  const sequence = timepoints.map(({ id, date, response }): Assessment => ({ id, date, day: dayNumber(date), overall: plain[response], performed: true, plannedDate: undefined }));
  return timepoints.map(({ response }, index) => {
    const needs = response === 'iCR' || response === 'iPR';
    return needs && confirmationOf(sequence, index, parameters).kind !== 'confirmed' ? 'iSD' : response;
  });
}

/** R-I09: the first iUPD of the block that ends in iCPD, or of the last block that nothing better followed. NE does not break a block. */
function progressionDate(timepoints: readonly ImmuneSequenceTimepoint[]): IsoDate | null {
  let blockStart: IsoDate | null = null;
  for (const { date, response } of timepoints) {
    if (response === 'iCPD') return blockStart ?? date;
    if (response === 'iUPD') blockStart ??= date;
    else if (response !== 'NE') blockStart = null;
  }
  return blockStart;
}

/** Best immune response up to the first iCPD, whether progression was confirmed, and its date. */
export function immuneBest(timepoints: readonly ImmuneSequenceTimepoint[], parameters: Parameters): ImmuneBest {
  const ordered = inDateOrder(timepoints);
  const confirmedAt = ordered.findIndex(({ response }) => response === 'iCPD');
  const counted = confirmedAt < 0 ? ordered : ordered.slice(0, confirmedAt + 1);
  const responses = parameters.confirmationRequired ? withConfirmation(counted, parameters) : counted.map(({ response }) => response);
  return {
    ibor: bestFirst.find((response) => responses.includes(response)) ?? 'NE',
    progressionConfirmed: confirmedAt >= 0,
    progressionDate: progressionDate(ordered),
  };
}

/** Why the best immune response and its progression date are what they are. */
export function immuneBestReason(timepoints: readonly ImmuneSequenceTimepoint[], best: ImmuneBest, parameters: Parameters, name: NameOf): Reason {
  const ordered = inDateOrder(timepoints);
  const confirmedAt = ordered.find(({ response }) => response === 'iCPD');
  const at = ordered.find(({ response, date }) => response === best.ibor && (confirmedAt === undefined || date <= confirmedAt.date));
  const why = at !== undefined ? `${best.ibor} at ${name(at.id)} (${at.date}) is the best immune response${confirmedAt !== undefined && best.ibor !== 'iCPD' ? ` up to iCPD at ${name(confirmedAt.id)}` : ''}.`
    : best.ibor === 'iSD' && parameters.confirmationRequired ? 'No iCR or iPR was confirmed; it counts as iSD.' : 'No assessment counts.';
  const progression = best.progressionDate === null ? 'No immune progression.'
    : `Immune progression is dated to the iUPD on ${best.progressionDate}${best.progressionConfirmed ? ', confirmed' : ', not confirmed'}.`;
  return { sentence: `${why} ${progression}`, rules: ['R-I08', 'R-I09'], lesions: [] };
}
