/** The named rule sets for progression-free survival: data, which a protocol may copy and change. */
import { pfsRuleSetNames, type Parameters, type PfsRuleSet, type PfsRuleSetName } from '../recist/index.ts';

export const pfsRuleSets: Readonly<Record<PfsRuleSetName, PfsRuleSet>> = {
  'TRIAL': { noBaseline: 'ignore', newTherapy: 'ignore', missed: 'ignore', clinical: 'ignore', scheduled: false },
  'EMA': { noBaseline: 'ignore', newTherapy: 'ignore', missed: 'ignore', clinical: 'ignore', scheduled: false },
  'FDA-A': { noBaseline: 'censor', newTherapy: 'censor', missed: 'censor', clinical: 'ignore', scheduled: false },
  'FDA-B': { noBaseline: 'censor', newTherapy: 'censor', missed: 'censor', clinical: 'ignore', scheduled: true },
  'FDA-C': { noBaseline: 'censor', newTherapy: 'censor', missed: 'censor', clinical: 'event', scheduled: true },
};

/** What each set is for, in a few words. */
export const pfsRuleSetIdeas: Readonly<Record<PfsRuleSetName, string>> = {
  'TRIAL': 'Trial protocols',
  'EMA': 'Intention to treat: every event counts',
  'FDA-A': 'Documented progression only',
  'FDA-B': 'As FDA-A with uniform dates',
  'FDA-C': 'Includes claims of clinical progression',
};

/** The set a protocol chose: by name, or a named one (TRIAL when not said) with single fields changed. */
export function resolvePfsRules(chosen: Parameters['pfsRules']): PfsRuleSet {
  if (typeof chosen === 'string') return pfsRuleSets[chosen];
  const { base = 'TRIAL', ...changes } = chosen;
  return { ...pfsRuleSets[base], ...changes };
}

export { pfsRuleSetNames };
