/** What each protocol parameter is (section 3): name, kind, range, meaning and rules, for whoever fixes a protocol. `parameterChecks.ts` validates by the same kinds. */
import { adjudicationVariableNames, defaultParameters, pfsRuleSetNames, timeOriginNames, type Parameters } from './parameters.ts';

export type ParameterName = keyof Parameters;

/** One value of a choice: what it is called and what it does. */
export type ParameterOption = { readonly value: string; readonly label: string; readonly meaning: string };

/** What a value may be. Ranges are inclusive; `nullMeans` names what null stands for where null is allowed. */
export type ParameterKind =
  | { readonly kind: 'flag' }
  | { readonly kind: 'whole'; readonly least: number; readonly most: number; readonly unit: 'days' | 'lesions' | 'decimals' | 'assessments'; readonly nullMeans?: string }
  | { readonly kind: 'choice'; readonly options: readonly ParameterOption[] }
  | { readonly kind: 'choices'; readonly options: readonly ParameterOption[] }
  | { readonly kind: 'date'; readonly nullMeans: string }
  /** `{ intervalDays, windowDays, changes? }`. */
  | { readonly kind: 'schedule'; readonly leastIntervalDays: number; readonly mostDays: number }
  /** The name of a rule set, or an object that changes fields of one. */
  | { readonly kind: 'pfsRules'; readonly options: readonly ParameterOption[] };

export const parameterGroups = ['targets', 'response', 'dates', 'confirmation', 'stable', 'endpoints', 'adjudication', 'irecist'] as const;
export type ParameterGroup = (typeof parameterGroups)[number];

export type ParameterEntry = {
  readonly name: ParameterName;
  readonly group: ParameterGroup;
  readonly title: string;
  readonly kind: ParameterKind;
  readonly default: Parameters[ParameterName];
  /** What it does and when to change it, for a data manager. */
  readonly meaning: string;
  /** Rule ids of the specification. */
  readonly rules: readonly string[];
};

const mostDays = 100_000;
const flag: ParameterKind = { kind: 'flag' };
const days = (least = 0): ParameterKind => ({ kind: 'whole', least, most: mostDays, unit: 'days' });
const choice = (...options: readonly (readonly [value: string, label: string, meaning: string])[]): ParameterKind => ({ kind: 'choice', options: options.map(([value, label, meaning]) => ({ value, label, meaning })) });
const assessments = (nullMeans: string): ParameterKind => ({ kind: 'whole', least: 0, most: mostDays, unit: 'assessments', nullMeans });

/** Options in the order of the names the engine knows, so that none can be missing. */
const optionsOf = <Name extends string>(names: readonly Name[], words: Readonly<Record<Name, readonly [label: string, meaning: string]>>): readonly ParameterOption[] =>
  names.map((value) => ({ value, label: words[value][0], meaning: words[value][1] }));

const origin: ParameterKind = {
  kind: 'choice',
  options: optionsOf(timeOriginNames, {
    auto: ['First available', 'Randomisation, else enrolment, else first dose.'],
    randomisation: ['Randomisation', 'Falls back to the first available date when it is missing.'],
    enrolment: ['Enrolment', 'Falls back to the first available date when it is missing.'],
    firstDose: ['First dose', 'Falls back to the first available date when it is missing.'],
  }),
};
const latestOrEarliest = choice(['latest', 'Latest', 'The last of the scans.'], ['earliest', 'Earliest', 'The first of the scans.']);

type Row = readonly [name: ParameterName, title: string, kind: ParameterKind, rules: string, meaning: string];

const rows: Readonly<Record<ParameterGroup, readonly Row[]>> = {
  targets: [
    ['maxTargets', 'Targets at most', { kind: 'whole', least: 1, most: 100, unit: 'lesions' }, 'R-131', 'Largest number of target lesions per subject. One more raises a finding; the engine still counts it.'],
    ['maxPerOrgan', 'Targets per organ at most', { kind: 'whole', least: 1, most: 100, unit: 'lesions' }, 'R-132 R-133', 'Paired organs count as one, and all lymph nodes of the body count as one organ.'],
    ['recordingDecimals', 'Decimals recorded', { kind: 'whole', least: 0, most: 4, unit: 'decimals' }, 'R-004', 'A diameter is rounded once, when it is recorded. What is shown, stored and judged is that value.'],
    ['baselineMaxDaysBefore', 'Baseline scan at most before', days(), 'R-101', 'An older baseline scan raises a finding.'],
    ['measurableDiseaseRequired', 'Measurable disease required', flag, 'R-102', 'On where response is the primary endpoint. Off lets subjects with non-measurable disease only enter a trial whose endpoint is progression.'],
  ],
  response: [
    ['tumourMarkerForCR', 'Raised marker prevents CR', flag, 'R-404', 'A tumour marker above its upper limit at baseline must be normal for CR. Needs a marker with an upper limit.'],
    ['prContinuation', 'PR continues', choice(['afterConfirmed', 'After confirmation', 'A timepoint that would be SD after a confirmed PR stays PR until progression.'], ['literal', 'Literally', 'Each timepoint is judged by its own arithmetic.']), 'R-313', 'How a sum that rises above −30 % after a confirmed PR is called. Best response, progression and endpoints are the same either way.'],
    ['equivocalBackdating', 'Equivocal findings date back', flag, 'R-507', 'A finding that becomes unequivocal moves the progression date to the scan on which it was first equivocal.'],
    ['crThenNonCr', 'CR followed by PR or SD', choice(['pd', 'PD', 'Disease after CR is progression.'], ['revise', 'CR becomes PR', 'The CR is taken as a PR that was not recognised.'], ['asis', 'As recorded', 'The sequence is kept.']), 'R-730', 'Only for sequences of responses without lesion data. With lesions, R-309 and R-622 decide.'],
  ],
  dates: [
    ['timeOrigin', 'Time origin', origin, 'R-901', 'Day 0 of the trial: start of PFS and OS, and of the visit plan.'],
    ['ttpOrigin', 'Time origin of TTP', origin, 'R-921', 'Start of time to progression, normally the start of treatment.'],
    ['timepointDate', 'Date of a timepoint with several scans', latestOrEarliest, 'R-805', 'Orders the timepoints and dates their responses.'],
    ['targetPdDate', 'Date of progression by sum', latestOrEarliest, 'R-803', 'When targets were scanned on several days: which of the scans that make up the sum dates the progression.'],
    ['dataCutoff', 'Data cut-off', { kind: 'date', nullMeans: 'none' }, 'R-903', 'Nothing after this day exists for the analysis: assessments, progression, death, therapy.'],
  ],
  confirmation: [
    ['confirmationRequired', 'CR and PR need confirmation', flag, 'R-720', 'On in non-randomised trials whose primary endpoint is response. Both results are always computed; this selects the one that counts.'],
    ['confirmationMinDays', 'Confirmation after at least', days(), 'R-721', 'Days between a response and the assessment that confirms it. Day 28 qualifies, day 27 does not.'],
    ['confirmMaxNE', 'NE in between at most', assessments('any number'), 'R-723', 'Assessments that could not be evaluated between a response and its confirmation.'],
    ['confirmMaxSD', 'SD in between at most', assessments('any number'), 'R-724', 'SD assessments between a PR and its confirmation, around the 30 % mark.'],
  ],
  stable: [
    ['sdMinDays', 'SD lasts at least', days(), 'R-711 R-712', 'Earliest day on which SD counts as best response. Protocols use 42 to 56.'],
    ['sdMinFrom', 'Counted from', choice(['origin', 'Time origin', 'The date of the time origin.'], ['baselineScan', 'Baseline scan', 'The date of the baseline assessment.']), 'R-711', 'Reference date of the minimum duration of SD.'],
    ['borStopAtNewTherapy', 'New therapy ends best response', flag, 'R-704', 'Assessments after the start of a new anticancer therapy do not count for best overall response.'],
    ['newTherapySameDay', 'Assessment on the day it starts', choice(['include', 'Counts', 'The assessment is part of the window.'], ['exclude', 'Does not count', 'The window ended the day before.']), 'R-704', 'Only where new therapy ends best response.'],
    ['dcrIncludeNonCrNonPd', 'Non-CR/non-PD is disease control', flag, 'R-942', 'Counts NON-CR/NON-PD in the rates of disease control and clinical benefit.'],
    ['cbMinDays', 'Clinical benefit by SD after', days(), 'R-943', 'Least days of stable disease that count as clinical benefit; 168 days are 24 weeks.'],
  ],
  endpoints: [
    ['pfsRules', 'Rule set of PFS', {
      kind: 'pfsRules',
      options: optionsOf(pfsRuleSetNames, {
        'TRIAL': ['TRIAL', 'As trial protocols define it: every progression and death counts, censored at the last assessment.'],
        'EMA': ['EMA', 'Intention to treat: every event counts.'],
        'FDA-A': ['FDA-A', 'Documented progression only; censored before new therapy and before two missed assessments.'],
        'FDA-B': ['FDA-B', 'As FDA-A, dated by the planned visits.'],
        'FDA-C': ['FDA-C', 'As FDA-B, with clinical progression as an event.'],
      }),
    }, 'R-910 R-911 R-913', 'Which events count for progression-free survival and where subjects are censored. Every set can be compared later; this one is the result of the study.'],
    ['censorOn', 'Censor at', choice(['evaluable', 'Last evaluable assessment', 'An NE assessment does not move the date.'], ['performed', 'Last performed assessment', 'An NE assessment counts too.']), 'R-912', 'Where a subject without an event is censored.'],
    ['schedule', 'Planned interval and window', { kind: 'schedule', leastIntervalDays: 1, mostDays }, 'R-914', 'Interval between assessments. An event after more than two intervals and two windows follows two missed assessments.'],
    ['dorDeathIsEvent', 'Death ends duration of response', flag, 'R-930', 'Off: duration of response is censored at death, as time to progression is.'],
  ],
  adjudication: [
    ['adjudicationVariables', 'Compared between two readers', {
      kind: 'choices',
      options: optionsOf(adjudicationVariableNames, {
        bor: ['Best overall response', 'The two differ.'],
        progression: ['Progression', 'Only one reader has it.'],
        progressionDate: ['Progression date', 'Both have it on different days.'],
        responseDate: ['Response date', 'Only one has a response, or on different days.'],
        measurableAtBaseline: ['Measurable disease at baseline', 'Only one reader found it.'],
      }),
    }, 'R-J04 R-J05', 'A difference in any of these sends the subject to the adjudicator. Response trials use best response and response date, progression trials progression and its date.'],
    ['adjudicationDateToleranceDays', 'Date difference tolerated', days(), 'R-J04', 'Dates this close together do not count as a disagreement.'],
  ],
  irecist: [
    ['irecistMinDays', 'Immune progression confirmed after', days(), 'R-I05', 'Least days between an unconfirmed immune progression and its confirmation. Used only by the iRECIST module.'],
  ],
};

/** Every parameter once, in the order of their groups. */
export const parameterCatalogue: readonly ParameterEntry[] = parameterGroups.flatMap((group) => rows[group].map(([name, title, kind, rules, meaning]): ParameterEntry => ({
  name, group, title, kind, default: defaultParameters[name], meaning, rules: rules.split(' '),
})));

const byName = new Map<string, ParameterEntry>(parameterCatalogue.map((entry) => [entry.name, entry]));

/** The entry of a parameter; undefined for a name the engine does not know. */
export const parameterEntry = (name: string): ParameterEntry | undefined => byName.get(name);

/** What each group is about, as its head. */
export const parameterGroupTitles: Readonly<Record<ParameterGroup, string>> = {
  targets: 'Lesions and baseline', response: 'Response', dates: 'Dates', confirmation: 'Confirmation', stable: 'Best response', endpoints: 'PFS and censoring',
  adjudication: 'Adjudication', irecist: 'iRECIST',
};
