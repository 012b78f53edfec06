/** Words and numbers of figures: one decimal, true minus, thin space before the per cent sign. */
import type { AnalysisOptions, AnalysisRead, Estimate, Proportion, SurvivalEndpoint } from '../endpoints/index.ts';
import type { TimeOriginName } from '../recist/index.ts';
import type { FigureSource } from './model.ts';

const minus = '\u2212';
const thin = '\u2009';

export const decimal = (value: number, decimals = 1): string => { const shown = Math.abs(value).toFixed(decimals); return value < 0 && Number(shown) !== 0 ? `${minus}${shown}` : shown; };
export const signed = (value: number, decimals = 1): string => { const shown = decimal(value, decimals); return value > 0 && Number(shown) !== 0 ? `+${shown}` : shown; };
/** A whole number with thousands. */
export const count = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
export const counted = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;
/** A fraction in per cent with its sign. */
export const percent = (fraction: number): string => `${decimal(100 * fraction)}${thin}%`;
export const percentChange = (value: number): string => `${signed(value)}${thin}%`;
/** `40.0 (24.9 to 56.7)`: both limits, or what is there. */
export const between = (low: number | null, high: number | null, decimals = 1, factor = 1): string => (low === null && high === null ? 'not estimable' : `${low === null ? 'not reached' : decimal(factor * low, decimals)} to ${high === null ? 'not reached' : decimal(factor * high, decimals)}`);
export const proportionText = ({ n, N, rate, ciLow, ciHigh }: Proportion): string => `${n} of ${N}${rate === null ? '' : `, ${percent(rate)} (${between(ciLow, ciHigh, 1, 100)})`}`;
export const estimateText = ({ value, ciLow, ciHigh }: Estimate, decimals = 1): string => (value === null ? 'not estimable' : `${signed(value, decimals)} (${ciLow === null ? '' : signed(ciLow, decimals)} to ${ciHigh === null ? '' : signed(ciHigh, decimals)})`);
/** "95 % CI". */
export const intervalName = ({ confidence }: AnalysisOptions): string => `${Number((100 * confidence).toPrecision(6))}${thin}% CI`;

const readWords: Readonly<Record<AnalysisRead, string>> = { accepted: 'accepted read', site: 'site read', reader1: 'reader 1', reader2: 'reader 2' };
export const readName = (read: string): string => readWords[read as AnalysisRead] ?? read;
/** Whose responses the figure shows. In a study read once its read is the investigator's. */
export const evaluatorOf = ({ study, options }: FigureSource): string => (!study.isDouble ? 'site read' : options.read === 'accepted' ? 'accepted central read' : readName(options.read));

export const endpointNames: Readonly<Record<SurvivalEndpoint, string>> = { PFS: 'Progression-free survival', OS: 'Overall survival', TTP: 'Time to progression', DOR: 'Duration of response' };
export const groupName = (name: string | null): string => (name === null ? 'All subjects' : name === '' ? 'No arm recorded' : ['reader1', 'reader2', 'site'].includes(name) ? capital(readName(name)) : name);
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
export const unitName = (unit: AnalysisOptions['unit']): string => `${unit}s`;
export const inUnit = (days: number, unit: AnalysisOptions['unit']): number => days / { month: 30.4375, week: 7, day: 1 }[unit];
export const responseWay = ({ confirmed }: AnalysisOptions): string => (confirmed ? 'confirmed' : 'unconfirmed');

const originWords: Readonly<Record<TimeOriginName, string>> = { auto: 'start', randomisation: 'randomisation', enrolment: 'enrolment', firstDose: 'first dose' };
/** What day time is counted from, as the protocol names it (R-901). */
export const originName = (origin: TimeOriginName): string => originWords[origin];

const reasons: Readonly<Record<string, string>> = {
  progression: 'progression', death: 'death', clinicalProgression: 'clinical progression', newTherapy: 'new therapy before an event', missedAssessments: 'two or more assessments missed', noBaseline: 'no adequate baseline',
  lastEvaluableAssessment: 'last evaluable assessment', noPostBaselineAssessment: 'no assessment after baseline', alive: 'last known alive',
};
/** Why somebody had the event or was censored, in words; a reason that has none is taken apart at its capitals. */
export const reasonWords = (reason: string): string => reasons[reason] ?? reason.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
