import { defaultSubjectCodes, type StudyProtocol, type SubjectCodeRule } from './protocol.ts';

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A pattern as an expression: `@` one letter or digit of the site, `#` one digit, other characters themselves. Case does not matter. */
const expressionOf = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll(/@+|#+|[^@#]+/g, (run) => (run[0] === '@' ? `(?<site>[A-Za-z0-9]{${run.length}})` : run[0] === '#' ? `(?<number>\\d{${run.length}})` : escaped(run)))}$`, 'i');

/** What is wrong with a pattern, in words; null when it can be used. */
export function patternProblem(pattern: string): string | null {
  if ((pattern.match(/#+/g) ?? []).length !== 1) return 'One run of # is needed for the running number, as in NEC-###';
  if ((pattern.match(/@+/g) ?? []).length > 1) return 'The site stands in one run of @, as in @@-####';
  if (!/^[A-Za-z0-9@#._-]{1,40}$/.test(pattern)) return 'Only letters, digits, dot, hyphen, underscore, @ and #; at most 40';
  return null;
}

export type CodeParts = { readonly code: string; /** Site the code names; empty when the rule has none. */ readonly site: string };

/** A code as the rule has it, or null when the rule does not allow it. */
export function readSubjectCode(rule: SubjectCodeRule, text: string): CodeParts | null {
  const code = text.trim();
  if (code === '') return null;
  switch (rule.kind) {
    case 'patientId': return { code, site: '' };
    case 'pattern': {
      const found = expressionOf(rule.pattern).exec(code);
      return found ? { code, site: found.groups?.['site'] ?? '' } : null;
    }
    case 'list': {
      const known = rule.codes.find((one) => one.toLowerCase() === code.toLowerCase());
      return known === undefined ? null : { code: known, site: '' };
    }
  }
}

/** The lowest number above every used one, in the rule's pattern; null when the rule makes no numbers, the site is unknown or the numbers are used up. */
export function nextSubjectCode(rule: SubjectCodeRule, used: Iterable<string>): string | null {
  if (rule.kind !== 'pattern' || rule.pattern.includes('@')) return null;
  const expression = expressionOf(rule.pattern);
  const digits = /#+/.exec(rule.pattern)?.[0].length ?? 0;
  let highest = 0;
  for (const code of used) highest = Math.max(highest, Number(expression.exec(code)?.groups?.['number'] ?? 0));
  const next = String(highest + 1).padStart(digits, '0');
  return next.length > digits ? null : rule.pattern.replace(/#+/, next);
}

/** What a code must look like, for messages. */
export function subjectCodeWords(rule: SubjectCodeRule): string {
  switch (rule.kind) {
    case 'patientId': return 'any code of up to 40 characters';
    case 'pattern': return `a code like ${rule.pattern} (# digit${rule.pattern.includes('@') ? ', @ site' : ''})`;
    case 'list': return `one of the ${rule.codes.length} codes of the study's list`;
  }
}

export const codeRuleOf = (protocol: Pick<StudyProtocol, 'subjectCodes'>): SubjectCodeRule => protocol.subjectCodes ?? defaultSubjectCodes;

/** The site of a code as the worklist shows it: "04 Basel" where the study names its sites, else the bare code. */
export function siteOfCode(protocol: Pick<StudyProtocol, 'sites'>, siteCode: string): string {
  const known = protocol.sites?.find((site) => site.code.toLowerCase() === siteCode.toLowerCase());
  return known ? `${known.code} ${known.name}`.trim() : siteCode;
}
