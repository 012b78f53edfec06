import { describe, expect, it } from 'vitest';
import { parameterCatalogue, parameterEntry, type ParameterEntry } from '../../../src/recist/index.ts';
import { draftChanges, draftProblems, parameterValue, storingOf, wholeNumber, withParameter, type Draft } from './draft.ts';
import { isIn, parametersFound, sections, sectionsFound } from './sectionList.ts';

const draft: Draft = { code: 'A-1', title: 'A', template: 'blank', protocol: { name: 'RECIST 1.1', params: { maxTargets: 3 }, recordingDecimals: 1, liveEffect: true } };
const entry = (name: string): ParameterEntry => parameterEntry(name) ?? expect.fail(name);

describe('a draft', () => {
  it('says only what it decides: a parameter at its default leaves the protocol', () => {
    expect(parameterValue(draft, entry('maxTargets'))).toBe(3);
    expect(withParameter('maxTargets', 5)(draft).protocol.params).toEqual({});
    expect(withParameter('confirmMaxNE', null)(draft).protocol.params).toEqual({ maxTargets: 3, confirmMaxNE: null });
    expect(withParameter('recordingDecimals', 0)(draft).protocol).toMatchObject({ recordingDecimals: 0, params: { maxTargets: 3 } });
  });

  it('keeps what was typed until the engine says what is wrong with it', () => {
    expect([wholeNumber(' 28 '), wholeNumber('−7'), wholeNumber('28.5'), wholeNumber('')]).toEqual([28, -7, '28.5', '']);
    expect(draftProblems(withParameter('sdMinDays', wholeNumber('6 weeks'))(draft))).toEqual([{ severity: 'block', path: 'params.sdMinDays', message: 'SD lasts at least is “6 weeks”. Set a whole number from 0 to 100000.' }]);
    expect(draftProblems({ ...draft, code: 'A 1', title: ' ' }).map((one) => one.path)).toEqual(['code', 'title']);
  });

  it('is stored by an edit until a read is signed, then by an amendment; organisation never needs one', () => {
    const rule = draftChanges(draft, withParameter('maxTargets', 4)(draft));
    const organisation = draftChanges(draft, { ...draft, protocol: { ...draft.protocol, readWithinDays: 5 } });
    expect([storingOf([], 3).kind, storingOf(rule, 0).kind, storingOf(rule, 3).kind, storingOf(organisation, 3).kind]).toEqual(['nothing', 'edit', 'amend', 'edit']);
    expect(draftChanges(draft, { ...draft, title: 'A ' })).toEqual([]);
  });
});

describe('the sections', () => {
  it('hold every parameter once, and every path a problem can have', () => {
    const paths = [...parameterCatalogue.map((one) => `params.${one.name}`), 'code', 'title', 'name', 'design.arms.0', 'readers.reader1', 'readWithinDays', 'liveEffect', 'visits.3.day', 'markers.0.name', 'subjectCodes', 'sites.0'];
    for (const path of paths) expect(sections.filter((section) => isIn(section, path)), path).toHaveLength(1);
  });

  it('are searched by name, explanation and rule', () => {
    expect(sectionsFound('R-914').map((section) => section.id)).toEqual(['endpoints']);
    expect(parametersFound('endpoints', 'r-914').map((one) => one.name)).toEqual(['schedule']);
    expect(parametersFound('confirmation', 'confirmation')).toHaveLength(4);
    expect(sectionsFound('adjudicator').map((section) => section.id)).toEqual(['reading', 'adjudication', 'export']);
    expect(sectionsFound('window visits').map((section) => section.id)).toContain('visits');
    expect(sectionsFound('no such thing')).toEqual([]);
  });
});
