import { everySoManyDays, type StudyDesign, type StudyProtocol, type TumourMarker, type VisitPlan } from '../casefile/index.ts';
import type { Parameters } from '../recist/index.ts';

export const templateNames = ['phase2', 'phase3', 'everolimusMaintenance', 'everolimusSecondLine', 'blank'] as const;
export type TemplateName = (typeof templateNames)[number];

/** A protocol to start from. `points` say in a few words what it decides. */
export type ProtocolTemplate = { readonly title: string; readonly summary: string; readonly points: readonly string[]; readonly protocol: StudyProtocol };

const eightWeeks = 56;
const windowDays = 7;
const baselineDays = 28;

/** Every 8 weeks, the first year named; later visits repeat until progression. */
const everyEightWeeks = (namedUntilDay: number): VisitPlan => ({
  visits: everySoManyDays({ everyDays: eightWeeks, untilDay: namedUntilDay, windowDays, baselineDays }), then: { everyDays: eightWeeks, windowDays },
});

/** Upper limits are those of common assays; the laboratory's own replace them. */
const neuroendocrineMarkers: readonly TumourMarker[] = [
  { name: 'Chromogranin A', unit: 'µg/L', upperLimit: 102 }, { name: 'NSE', unit: 'µg/L', upperLimit: 16.3 }, { name: 'proGRP', unit: 'ng/L', upperLimit: 68 },
];

type Parts = { readonly params: Partial<Parameters>; readonly design?: StudyDesign; readonly visits?: VisitPlan; readonly markers?: readonly TumourMarker[]; readonly readWithinDays?: number };
const protocol = ({ params, ...parts }: Parts): StudyProtocol => ({
  name: 'RECIST 1.1', version: 1, params, recordingDecimals: 1, liveEffect: true, reading: { scheme: 'single', sequentialLock: false, blinded: false }, ...parts,
});

/**
 * Protocol templates: parameters of section 3 of the rules that differ from their defaults, visits, design and markers. Confirmation is required where response
 * is judged without randomisation; progression-free survival as both everolimus protocols define it is rule set TRIAL.
 */
export const templates: Readonly<Record<TemplateName, ProtocolTemplate>> = {
  phase2: {
    title: 'Phase II, response confirmed',
    summary: 'Single arm, response is the primary endpoint.',
    points: ['CR and PR confirmed after 28 days (R-720)', 'Measurable disease required (R-102)', 'CT every 8 weeks ±7 days from the first dose or enrolment'],
    protocol: protocol({
      params: { confirmationRequired: true, adjudicationVariables: ['bor', 'responseDate'] },
      design: { phase: 'II', arms: [{ name: 'Study treatment', ratio: 1 }], primaryEndpoint: 'ORR', secondaryEndpoints: ['DOR', 'DCR', 'PFS', 'OS'], evaluatedBy: 'investigator' },
      visits: everyEightWeeks(168), readWithinDays: 7,
    }),
  },
  phase3: {
    title: 'Phase III, progression-free survival',
    summary: 'Randomised 1:1, PFS is the primary endpoint.',
    points: ['No confirmation of response (R-720)', 'Non-measurable disease may enter (R-102)', 'From randomisation; every 8 weeks to week 48, then every 12', 'Progression and its date are compared between readers (R-J04)'],
    protocol: protocol({
      params: {
        measurableDiseaseRequired: false, timeOrigin: 'randomisation', adjudicationVariables: ['progression', 'progressionDate'],
        schedule: { intervalDays: eightWeeks, windowDays, changes: [{ fromDay: 336, intervalDays: 84 }] },
      },
      design: { phase: 'III', arms: [{ name: 'Experimental', ratio: 1 }, { name: 'Control', ratio: 1 }], primaryEndpoint: 'PFS', secondaryEndpoints: ['OS', 'ORR', 'DOR', 'DCR'], evaluatedBy: 'investigator' },
      visits: { visits: everySoManyDays({ everyDays: eightWeeks, untilDay: 336, windowDays, baselineDays }), then: { everyDays: 84, windowDays } }, readWithinDays: 7,
    }),
  },
  // Everolimus against observation after first-line chemotherapy, 2:1; PFS from randomisation, censored at the last tumour assessment, by investigator.
  everolimusMaintenance: {
    title: 'Everolimus maintenance after first-line chemotherapy',
    summary: 'Neuroendocrine carcinoma, randomised 2:1, PFS is the primary endpoint.',
    points: [
      'PFS from randomisation to progression or death, censored at the last tumour assessment (TRIAL, R-910)', 'Everolimus 2 : control 1; investigator assessed',
      'No confirmation of response; non-measurable disease may enter', 'CT every 8 weeks ±7 days until progression',
    ],
    protocol: protocol({
      params: {
        timeOrigin: 'randomisation', ttpOrigin: 'randomisation', pfsRules: 'TRIAL', censorOn: 'evaluable', confirmationRequired: false, measurableDiseaseRequired: false, dorDeathIsEvent: true,
        adjudicationVariables: ['progression', 'progressionDate'],
      },
      design: { phase: 'II', arms: [{ name: 'Everolimus', ratio: 2 }, { name: 'Control', ratio: 1 }], primaryEndpoint: 'PFS', secondaryEndpoints: ['OS', 'ORR', 'DCR', 'DOR'], evaluatedBy: 'investigator' },
      visits: everyEightWeeks(336), readWithinDays: 7,
    }),
  },
  // Everolimus as second line, no control: time runs from enrolment, time to progression from the start of treatment.
  everolimusSecondLine: {
    title: 'Everolimus as second line, single arm',
    summary: 'Neuroendocrine carcinoma or tumour G3, not randomised.',
    points: [
      'PFS and OS from enrolment, TTP from the first dose (R-901, R-921)', 'PFS, ORR, DCR, duration of response, OS, TTP; local radiology', 'CR and PR confirmed after 28 days; DCR is CR, PR and SD (R-942)',
      'Chromogranin A, NSE and proGRP followed at every visit', 'CT every 8 weeks ±7 days until progression',
    ],
    protocol: protocol({
      params: {
        confirmationRequired: true, confirmationMinDays: 28, timeOrigin: 'enrolment', ttpOrigin: 'firstDose', pfsRules: 'TRIAL', censorOn: 'evaluable', measurableDiseaseRequired: true,
        dorDeathIsEvent: true, dcrIncludeNonCrNonPd: false, adjudicationVariables: ['bor', 'progression', 'progressionDate'],
      },
      design: { phase: 'II', arms: [{ name: 'Everolimus', ratio: 1 }], primaryEndpoint: 'PFS', secondaryEndpoints: ['ORR', 'DCR', 'DOR', 'OS', 'TTP'], evaluatedBy: 'investigator' },
      visits: everyEightWeeks(336), markers: neuroendocrineMarkers, readWithinDays: 7,
    }),
  },
  blank: {
    title: 'From scratch',
    summary: 'Every parameter at its default, no visits.',
    points: ['RECIST 1.1 as published', 'No visit plan, no markers, no due dates'],
    protocol: protocol({ params: {} }),
  },
};
