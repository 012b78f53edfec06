/** Why the progression date is what it is (section 11), in a sentence. */
import { listText, reappearingNonTargets, showsDisease, type ProgressionComponent, type Reason, type TimepointFacts } from '../../recist/index.ts';
import { componentsOf, type DatedComponent } from '../progression.ts';
import { joined, lesionsOf, placeText, type ReasonContext } from './context.ts';

const componentRules: Readonly<Record<ProgressionComponent, readonly string[]>> = {
  target: ['R-306', 'R-307', 'R-308', 'R-803'], nonTarget: ['R-403'], newLesion: ['R-502'], reappearance: ['R-622', 'R-309'],
};

const plural = (word: string, names: readonly string[]): string => `${word}${names.length === 1 ? '' : 's'} ${listText(names)}`;

function componentText(facts: TimepointFacts, { component, date }: DatedComponent, name: ReasonContext['name']): string {
  const named = (ids: readonly { readonly id: string }[]): readonly string[] => ids.map(({ id }) => name(id));
  const what = (): string => {
    switch (component) {
      case 'target': return facts.sum.units === null && facts.sum.partialUnits === null ? 'target response' : 'target sum';
      case 'nonTarget': {
        const grown = facts.nonTargets.filter((value) => value.status === 'unequivocalProgression');
        return grown.length === 0 ? 'non-target response' : plural('non-target', named(grown));
      }
      case 'newLesion': return plural('new lesion', named(facts.input.newLesions.filter((record) => record.status === 'unequivocal')));
      case 'reappearance': return `disease again after overall CR in ${listText(named([...(facts.target.rules.includes('R-309') ? facts.values.filter(showsDisease) : []), ...reappearingNonTargets(facts)])) || 'new lesions'}`;
    }
  };
  return `${what()} on ${date}`;
}

/** No date: nothing is PD, or only clinically. */
function withoutProgression({ course, parameters }: ReasonContext): Reason {
  const clinical = course.facts.clinicalProgressionDate;
  return {
    sentence: joined(parameters.dataCutoff === null ? 'No timepoint is PD.' : `No timepoint up to the data cut-off of ${parameters.dataCutoff} is PD.`, clinical === undefined ? '' : `Clinical progression on ${clinical} has no progression date.`),
    rules: ['R-801', ...(parameters.dataCutoff === null ? [] : ['R-903']), ...(clinical === undefined ? [] : ['R-807'])], lesions: [],
  };
}

/** The reason of the progression date, or of there being none. */
export function progressionReason(context: ReasonContext): Reason {
  const { course, timepoints, backdating, name, parameters } = context;
  const { progression } = course;
  if (progression === null) return withoutProgression(context);
  const lesions = lesionsOf(context, progression.timepointId);
  const at = timepoints.find(({ facts }) => facts.input.id === progression.timepointId);
  if (at === undefined) {
    const isSettled = course.hasCrThenNonCr && parameters.crThenNonCr === 'pd';
    return { sentence: `First PD at ${placeText(context, { id: progression.timepointId, date: progression.date })}${isSettled ? ': disease after CR' : ''}.`, rules: isSettled ? ['R-801', 'R-730'] : ['R-801'], lesions };
  }
  if (progression.backdatedFrom !== undefined && backdating !== null) {
    const names = backdating.findings.map(({ lesionId }) => name(lesionId));
    const verb = names.length === 1 ? 'is' : 'are';
    return {
      sentence: `${listText(names)}, first seen equivocal at ${name(progression.timepointId)} on ${progression.date}, ${verb} unequivocal at ${name(progression.backdatedFrom)}: progression is dated back to that first scan.`,
      rules: ['R-507', 'R-508', 'R-801', 'R-802'], lesions,
    };
  }
  const components = [...componentsOf(at.facts, parameters.targetPdDate)].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const texts = components.map((component) => componentText(at.facts, component, name));
  const why = texts.length === 0 ? `, assigned on ${progression.date}` : texts.length === 1 ? `: ${texts[0] ?? ''}` : `: ${texts.join('; ')}. The earliest gives the date`;
  const known = components.flatMap(({ component }) => componentRules[component]);
  return {
    sentence: `First PD at ${name(progression.timepointId)}${why}.`,
    rules: [...new Set(['R-801', 'R-802', ...(progression.components?.includes('target') ? ['R-803'] : []), ...at.result.rules.filter((rule) => known.includes(rule) || rule === 'R-626')])], lesions,
  };
}
