/** Why a statistic has no value. The key stands in results beside a null (`why`), the words are for people. */
export const undefinedReasons = {
  noSubjects: 'There is no subject.',
  noEvents: 'There is no event.',
  notReached: 'The estimate does not fall that far during follow-up.',
  notTwoArms: 'There is no second arm to compare with.',
  neverTogether: 'No event tells the arms apart: at every event time only one arm was at risk, or everybody at risk had the event.',
  towardsZero: 'The likelihood has no maximum: while both arms were at risk, only the reference arm had events.',
  towardsInfinity: 'The likelihood has no maximum: while both arms were at risk, only the arm compared with the reference had events.',
  notConverged: 'The iteration did not converge.',
  noPairs: 'There is no pair.',
  onePair: 'One pair has no spread.',
  notSquare: 'The table is not square, or a count is not a number from 0.',
  oneCategory: 'Both raters used one and the same category only: agreement by chance is certain.',
  tooLarge: 'The values are too large for the arithmetic.',
} as const;

export type UndefinedReason = keyof typeof undefinedReasons;
