/** The explanation behind a timepoint's response: sentences, arithmetic, deciding lesions and the distance to the next categories. */
import { arithmeticOf } from './arithmetic.ts';
import type { Backdating } from './backdating.ts';
import { decidingLesions, decidingNewLesions, decidingNonTargets, decidingTargets, type DecidingContext } from './deciding.ts';
import type { Explanation, Reason, ThresholdDistance, Thresholds } from './model.ts';
import { overrideText } from './overrideText.ts';
import { backdatedSentence, newLesionReason, nonTargetReason, sentenceOf, targetReason, type NameOf } from './sentences.ts';
import { recordedLimits, thresholdsOf } from './thresholds.ts';
import { asComputed, type TimepointFacts } from './timepointFacts.ts';

export type ExplanationContext = DecidingContext & {
  /** Given when progression was dated back to this timepoint. */
  readonly backdating: Backdating | null;
  readonly pdTimepointId: string;
  readonly revised: boolean;
  readonly recordingDecimals: number;
  readonly name: NameOf;
};

/** Why a component stands as it does: the override first when the reader assigned another category. */
function reason(computed: Reason, component: 'target' | 'nonTarget', facts: TimepointFacts): Reason {
  const words = overrideText(facts, component);
  return words === '' ? computed : { ...computed, sentence: `${words}${computed.sentence}`, rules: [...new Set([...facts[component].rules, ...computed.rules])] };
}

/** Where nothing new counts, the rule that says what would. */
const newLesionRules = ({ performed, newLesion }: TimepointFacts): readonly string[] => (newLesion.rules.length > 0 ? newLesion.rules : performed ? ['R-501'] : ['R-216']);

/** Puts a timepoint's response into words and numbers. What was assigned by hand comes first, then what the facts give. */
export function explain(context: ExplanationContext): Explanation {
  const { facts, name, backdating } = context;
  const found = asComputed(facts);
  const ofFound = { ...context, facts: found };
  const words = overrideText(facts) + sentenceOf(found, context.revised, name);
  return {
    sentence: backdating === null ? words : backdatedSentence(backdating, facts.overallAsRead, name(context.pdTimepointId), words, name),
    arithmetic: arithmeticOf(found, name),
    decidingLesions: backdating === null ? decidingLesions(ofFound) : backdating.findings.map((finding) => finding.lesionId),
    target: reason({ sentence: targetReason(found, name), rules: found.target.rules, lesions: decidingTargets(ofFound) }, 'target', facts),
    nonTarget: reason({ sentence: nonTargetReason(found, name), rules: found.nonTarget.rules, lesions: decidingNonTargets(found) }, 'nonTarget', facts),
    newLesion: { sentence: newLesionReason(found, name), rules: newLesionRules(found), lesions: decidingNewLesions(found) },
    ...recordedLimits(found, context.recordingDecimals),
    thresholds: thresholdsOf(found, context.recordingDecimals),
  };
}

/**
 * An explanation that is put into words when it is first asked for: a calliper being dragged needs the category of every timepoint at once,
 * the words of one. Reads and serialises like a plain object; a copy by spreading or structured cloning must go through `toJSON`.
 */
export class DeferredExplanation implements Explanation {
  readonly #context: ExplanationContext;
  #words: Explanation | undefined;

  constructor(context: ExplanationContext) {
    this.#context = context;
  }

  toJSON(): Explanation {
    this.#words ??= explain(this.#context);
    return this.#words;
  }

  get sentence(): string {
    return this.toJSON().sentence;
  }

  get arithmetic(): string {
    return this.toJSON().arithmetic;
  }

  get decidingLesions(): readonly string[] {
    return this.toJSON().decidingLesions;
  }

  get target(): Reason {
    return this.toJSON().target;
  }

  get nonTarget(): Reason {
    return this.toJSON().nonTarget;
  }

  get newLesion(): Reason {
    return this.toJSON().newLesion;
  }

  get prLimit(): ThresholdDistance | null {
    return this.toJSON().prLimit;
  }

  get pdLimit(): ThresholdDistance | null {
    return this.toJSON().pdLimit;
  }

  get thresholds(): Thresholds {
    return this.toJSON().thresholds;
  }
}
