/** What was assigned by hand at a timepoint, in words. */
import type { TimepointFacts } from './timepointFacts.ts';

const withStop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

type Component = 'target' | 'nonTarget' | 'overall';

/**
 * "Target assigned PD instead of SD: new nodules within T1. " with a space at its end, of one component or all of them; empty when nothing differs from
 * what was computed.
 */
export function overrideText({ computed, input: { assigned } }: Pick<TimepointFacts, 'computed' | 'input'>, only?: Component): string {
  if (computed === null || assigned === undefined) return '';
  const parts = [
    { part: 'target', what: 'Target', by: assigned.target, found: computed.target.response },
    { part: 'nonTarget', what: 'Non-target', by: assigned.nonTarget, found: computed.nonTarget.response },
    { part: 'overall', what: 'Overall response', by: assigned.overall, found: computed.overallAsRead },
  ];
  return parts.filter(({ part }) => only === undefined || part === only)
    .map(({ what, by, found }) => (by === undefined || by.value === found ? '' : `${what} assigned ${by.value} instead of ${found}: ${withStop(by.reason.trim())} `)).join('');
}
