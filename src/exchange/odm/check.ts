/** What the ODM file could not say, or would say wrongly (interoperability 2.2, last paragraph). Pure; bad data is a finding, never an error. */
import { isNadirError } from '../../common/index.ts';
import type { ExportFinding, ExportStudy } from '../model.ts';
import { aboutStudy, aboutSubject } from '../preflight/places.ts';
import { tumourRows } from '../sdtm/index.ts';
import { hasUnwritable } from '../xml/index.ts';
import { odmSubjects, type OdmSubjectData } from './clinical.ts';
import { odmCodeLists, odmItems } from './forms.ts';
import { odmNames, type OdmNames } from './names.ts';
import { plannedVisits } from './plannedVisits.ts';
import { visitsOf } from './snapshot.ts';

const lists = new Map(odmCodeLists.map(({ oid, values }) => [oid, new Set(values)]));
const items = new Map(odmItems.map((item) => [item.oid, item]));
const mend = 'Change the mapping in the study’s export set-up.';

/** What is missing in the mapping, each thing once. */
function unmapped(names: OdmNames, subjects: readonly OdmSubjectData[]): readonly ExportFinding[] {
  const said = new Map<string, ExportFinding>();
  const asked = new Set<string>();
  const ask = (key: string, question: () => unknown): void => {
    if (asked.has(key)) return;
    asked.add(key);
    try {
      question();
    } catch (error) {
      if (!isNadirError(error)) throw error;
      said.set(error.message, aboutStudy({ severity: 'block', code: 'EXP-60', message: error.message, remedy: mend }, 'odm'));
    }
  };
  for (const item of odmItems) ask(`item ${item.oid}`, () => names.item(item.oid));
  for (const { subject, events } of subjects) {
    ask(`site ${subject.siteCode}`, () => names.site(subject.siteCode));
    for (const { visit, forms } of events) {
      ask(`event ${visit}`, () => names.event(visit));
      for (const { form, groups } of forms) {
        ask(`form ${form}`, () => names.form(form));
        for (const { group, values } of groups) {
          ask(`group ${group}`, () => names.group(group));
          for (const { item, value } of values) ask(`value ${item} ${value}`, () => names.value(item, value));
        }
      }
    }
  }
  return [...said.values()];
}

/** Values that the item does not take, and characters that XML cannot hold. */
function valueFindings({ subject, events }: OdmSubjectData): readonly ExportFinding[] {
  return events.flatMap(({ visit, forms }) => forms.flatMap(({ groups }) => groups.flatMap(({ values }) => values.flatMap(({ item: oid, value }): ExportFinding[] => {
    const item = items.get(oid);
    const where = `${item?.question ?? oid} at ${visit}`;
    const isKnown = item?.codeList === undefined || lists.get(item.codeList)?.has(value) === true;
    const isWritable = item?.type !== 'float' || /^-?\d+(\.\d+)?$/.test(value);
    return [
      ...(isKnown && isWritable ? [] : [aboutSubject({ severity: 'block', code: 'EXP-61', message: `${where} of ${subject.code} is “${value}”, which its ${isKnown ? 'type' : 'code list'} in the ODM file does not have.`, remedy: 'Correct the record, or leave the subject out.' }, subject)]),
      ...(item?.type === 'text' && value.length > (item.length ?? Infinity) ? [aboutSubject({ severity: 'block', code: 'EXP-62', message: `${where} of ${subject.code} has ${value.length} characters; the item takes ${item.length}.`, remedy: 'Shorten the text, or leave the subject out.' }, subject)] : []),
      ...(hasUnwritable(value) ? [aboutSubject({ severity: 'warn', code: 'EXP-63', message: `${where} of ${subject.code} has characters that XML cannot hold. They are written as U+FFFD.`, remedy: 'Correct the text, or accept it.' }, subject)] : []),
    ];
  }))));
}

const repeated = <T>(things: readonly T[], key: (thing: T) => string): readonly T[] => {
  const seen = new Set<string>();
  return things.filter((thing) => seen.has(key(thing)) || !seen.add(key(thing)));
};

/** Lines, events and subjects that a receiving system could not tell apart. */
function sameKeys(names: OdmNames, subjects: readonly OdmSubjectData[]): readonly ExportFinding[] {
  const twice = repeated(subjects, ({ subject }) => names.subjectKey(subject)).map(({ subject }) => aboutSubject({ severity: 'block', code: 'EXP-64', message: `Another subject has the key ${names.subjectKey(subject)} too.`, remedy: mend }, subject));
  const within = subjects.flatMap(({ subject, events }) => {
    const ofVisit = (visit: string): string => { const event = names.event(visit); return event ? `${event.oid} ${event.repeatKey}` : `ignored ${visit}`; };
    const sameEvents = repeated(events, ({ visit }) => ofVisit(visit)).map(({ visit }) => aboutSubject({ severity: 'block', code: 'EXP-65', message: `${visit} and another visit of ${subject.code} are the same event ${ofVisit(visit)}.`, remedy: `${mend} Give repeated events a repeatKey.` }, subject));
    const sameLines = events.flatMap(({ visit, forms }) => forms.flatMap(({ groups }) => repeated(groups, ({ group, repeatKey }) => `${group} ${repeatKey}`).map(({ group, repeatKey }) => aboutSubject({
      severity: 'block', code: 'EXP-66', message: `Two lines of ${group} have the number ${repeatKey} at ${visit} of ${subject.code}.`, remedy: 'Leave the subject out and report it: lines must be unique.',
    }, subject))));
    return [...sameEvents, ...sameLines];
  });
  return [...twice, ...within];
}

/** Everything about the ODM file that a person should know before it leaves. */
export function odmFindings(study: ExportStudy): readonly ExportFinding[] {
  const names = odmNames(study, visitsOf(study, plannedVisits(study)));
  const subjects = [...odmSubjects(study, tumourRows(study))];
  const gaps = unmapped(names, subjects);
  return [...gaps, ...subjects.flatMap(valueFindings), ...(gaps.length > 0 ? [] : sameKeys(names, subjects))];
}
