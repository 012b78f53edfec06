/** A study being written: what is typed, before it is created, stored or amended. Pure. */
import { checkProtocol, protocolChanges, type ProtocolChange, type ProtocolProblem, type StudyProtocol } from '../../../src/casefile/index.ts';
import { parameterEntry, type ParameterEntry } from '../../../src/recist/index.ts';

export type Draft = { readonly code: string; readonly title: string; readonly template: string; readonly protocol: StudyProtocol };
export type Change = (change: (draft: Draft) => Draft) => void;

const codePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export const withProtocol = (protocol: Partial<StudyProtocol>) => (draft: Draft): Draft => ({ ...draft, protocol: { ...draft.protocol, ...protocol } });

/** The value a parameter has in the draft: what was set, else its default. */
export function parameterValue(draft: Draft, entry: ParameterEntry): unknown {
  if (entry.name === 'recordingDecimals') return draft.protocol.recordingDecimals;
  return Object.hasOwn(draft.protocol.params, entry.name) ? draft.protocol.params[entry.name] : entry.default;
}

export const isDefault = (draft: Draft, entry: ParameterEntry): boolean => same(parameterValue(draft, entry), entry.default);

/** Sets a parameter; one at its default is left out, so that a protocol says only what it decides. */
export const withParameter = (name: ParameterEntry['name'], value: unknown) => (draft: Draft): Draft => {
  if (name === 'recordingDecimals') return withProtocol({ recordingDecimals: value as number })(draft);
  const { [name]: _before, ...others } = draft.protocol.params;
  return withProtocol({ params: same(value, parameterEntry(name)?.default) ? others : { ...others, [name]: value } })(draft);
};

/** Text of a number field as a value. A text that is no whole number stays a text, so that the validator can say so. */
export function wholeNumber(text: string): number | string {
  const trimmed = text.trim().replace('−', '-');
  return /^-?\d{1,9}$/.test(trimmed) ? Number(trimmed) : trimmed;
}
/** The same where only numbers can be kept: anything else is NaN, which every check refuses. */
export const wholeOrNaN = (text: string): number => {
  const value = wholeNumber(text);
  return typeof value === 'number' ? value : Number.NaN;
};

/** Everything that keeps the draft from being stored, and what is odd about it. */
export function draftProblems(draft: Draft): readonly ProtocolProblem[] {
  const block = (path: string, message: string): ProtocolProblem => ({ severity: 'block', path, message });
  return [
    ...(draft.code.trim() === '' ? [block('code', 'Code is missing.')] : codePattern.test(draft.code.trim()) ? [] : [block('code', 'Code: letters, digits, dot, hyphen, underscore; at most 40.')]),
    ...(draft.title.trim() === '' ? [block('title', 'Title is missing.')] : []),
    ...checkProtocol(draft.protocol),
  ];
}

/** What differs from the stored study. */
export function draftChanges(stored: Draft, draft: Draft): readonly ProtocolChange[] {
  const field = (path: 'code' | 'title', title: string): ProtocolChange[] => (stored[path] === draft[path].trim() ? [] : [{ path, section: 'Study', title, before: stored[path], after: draft[path].trim(), fixed: false }]);
  return [...field('code', 'Code'), ...field('title', 'Title'), ...protocolChanges(stored.protocol, draft.protocol)];
}

/** Which command stores the draft. */
export type Storing = { readonly kind: 'nothing' } | { readonly kind: 'edit' } | { readonly kind: 'amend'; readonly changes: readonly ProtocolChange[] };
export function storingOf(changes: readonly ProtocolChange[], signedReads: number): Storing {
  if (changes.length === 0) return { kind: 'nothing' };
  return signedReads > 0 && changes.some((change) => change.fixed) ? { kind: 'amend', changes } : { kind: 'edit' };
}
