import { idPatternProblem, nextSubjectId, type Deidentification } from './deidentification.ts';
import { codeRuleOf, readSubjectCode, subjectCodeWords } from './subjectCodes.ts';
import type { StudyProtocol } from './protocol.ts';
import type { ProtocolProblem } from './protocolCheck.ts';

const at = (path: string): string => `deidentification.${path}`;
const block = (path: string, message: string): ProtocolProblem => ({ severity: 'block', path: at(path), message });
const warn = (path: string, message: string): ProtocolProblem => ({ severity: 'warn', path: at(path), message });

/** DICOM LO: at most 64 characters, no backslash. */
const longestLo = 64;
const farthestDays = -36_500;
const narrowDays = 30;

function trialProblems({ trial, subjectIds }: Deidentification): ProtocolProblem[] {
  const texts = [['sponsor', 'Sponsor', trial.sponsor], ['protocolId', 'Protocol id', trial.protocolId], ['siteId', 'Site id', trial.siteId]] as const;
  const found = texts.flatMap(([path, name, text]) => (text.trim().length > longestLo || text.includes('\\') ? [block(`trial.${path}`, `${name}: at most ${longestLo} characters, no backslash.`)] : []));
  if (trial.sponsor.trim() === '') found.push(block('trial.sponsor', 'Sponsor is missing: it is written into every image (0012,0010).'));
  if (trial.protocolId.trim() === '') found.push(block('trial.protocolId', 'Protocol id is missing: it is written into every image (0012,0020).'));
  if (trial.siteId.trim() === '' && subjectIds.kind === 'pattern' && subjectIds.pattern.includes('{site}')) found.push(block('trial.siteId', 'Subject ids contain the site: give its id.'));
  return found;
}

function shiftProblems({ dateShiftDays: { earliest, latest }, options }: Deidentification): ProtocolProblem[] {
  if (options.dates !== 'modified') return [];
  const isDays = (days: number): boolean => Number.isInteger(days) && days <= -1 && days >= farthestDays;
  if (!isDays(earliest) || !isDays(latest)) return [block('dateShiftDays', `Dates are moved by whole days from ${farthestDays} to −1; 0 would leave them as they are.`)];
  if (earliest > latest) return [block('dateShiftDays', `The farthest shift (${earliest}) must not lie after the nearest (${latest}).`)];
  return latest - earliest + 1 < narrowDays ? [warn('dateShiftDays', 'So few shifts that a true date can be guessed. Leave room for a year or more.')] : [];
}

function idProblems({ subjectIds, trial }: Deidentification, protocol: StudyProtocol): ProtocolProblem[] {
  if (subjectIds.kind === 'keyedCode') return /^[A-Za-z0-9._-]{0,20}$/.test(subjectIds.prefix) ? [] : [block('subjectIds', 'The prefix has only letters, digits, dot, hyphen and underscore; at most 20.')];
  if (subjectIds.kind !== 'pattern') return [];
  const problem = idPatternProblem(subjectIds.pattern);
  if (problem !== null) return [block('subjectIds', `${problem}.`)];
  const first = nextSubjectId(subjectIds.pattern, trial.siteId.trim(), []) ?? '';
  const rule = codeRuleOf(protocol);
  return readSubjectCode(rule, first) === null ? [block('subjectIds', `${first} is not a subject code of this study: ${subjectCodeWords(rule)}.`)] : [];
}

function wordProblems({ allowedWords, options }: Deidentification): ProtocolProblem[] {
  if (!options.cleanDescriptors) return [];
  const wrong = allowedWords.find((word) => word.trim() === '' || /\s/.test(word.trim()) || word.length > longestLo);
  const found = wrong === undefined ? [] : [block('allowedWords', `“${wrong.slice(0, 70)}” is not one word: write one per line, at most ${longestLo} characters.`)];
  const number = allowedWords.find((word) => /\d{5,}/.test(word));
  return number === undefined ? found : [...found, warn('allowedWords', `${number.slice(0, 30)} could be a number that names somebody.`)];
}

function optionProblems({ options }: Deidentification): ProtocolProblem[] {
  return [
    ...(options.dates === 'full' ? [warn('options.dates', 'True dates stay in the headers (113106). Agree it with the sites.')] : []),
    ...(options.uids ? [warn('options.uids', 'With its own UIDs an image can be found again in the hospital\'s archive (113110).')] : []),
    ...(options.institution ? [warn('options.institution', 'The hospital stays named in every image (113112).')] : []),
    ...(options.deviceIdentity ? [warn('options.deviceIdentity', 'Serial numbers and station names lead to the scanner (113109).')] : []),
  ];
}

/** Everything wrong or odd about how a study de-identifies; nothing where it does not. */
export function deidentificationProblems(protocol: StudyProtocol): ProtocolProblem[] {
  if (protocol.imageIdentity !== 'deidentify') return [];
  const setup = protocol.deidentification;
  if (!setup) return [{ severity: 'block', path: 'imageIdentity', message: 'Images are to be de-identified, but the study has no profile.' }];
  return [...trialProblems(setup), ...shiftProblems(setup), ...idProblems(setup, protocol), ...wordProblems(setup), ...optionProblems(setup)];
}
