import { describe, expect, it } from 'vitest';
import { organCodes } from '../../../src/recist/index.ts';
import { lesionOf, measured, subjectOf } from '../../../test/fixtures/subjectCase.ts';
import { countsMm, earlierRecords, existsAt } from './caseFacts.ts';
import { defaultOrgan, kindOf, nextLabel, organsInUse } from './defaults.ts';
import { lesionName, organName, searchOrgans } from './organs.ts';

describe('organs', () => {
  it('has a name for every code of the list, no two alike', () => {
    expect(new Set(organCodes.map(organName)).size).toBe(organCodes.length);
  });
  it('finds by the beginning of the name first, then by other words', () => {
    expect(searchOrgans('liv', [])[0]).toBe('liver');
    expect(searchOrgans('node', [])[0]).toBe('lymphNode');
    expect(searchOrgans('renal', [])).toEqual(['kidney']);
    expect(searchOrgans('  BONE ', [])).toEqual(['bone']);
    expect(searchOrgans('xyz', [])).toEqual([]);
    expect(searchOrgans('s', []).indexOf('spleen')).toBeLessThan(searchOrgans('s', []).indexOf('liver'));
  });
  it('offers all, those in use first, before anything is typed', () => {
    expect(searchOrgans('', ['lung', 'liver']).slice(0, 2)).toEqual(['lung', 'liver']);
    expect(searchOrgans('', ['lung'])).toHaveLength(organCodes.length);
  });
});

describe('names', () => {
  it.each([
    [{ organ: 'liver', description: 'Segment 6' }, 'Liver, S6'], [{ organ: 'lymphNode', kind: 'node', description: 'Station 4R' }, 'Node, 4R'], [{ organ: 'pleura', description: 'Pleural effusion, left' }, 'Pleural effusion, left'],
    [{ organ: 'liver', group: true }, 'Liver, several'], [{ organ: 'lung', description: 'right lower lobe' }, 'Lung, right lower lobe'],
  ] as const)('%j is %s', (changes, name) => {
    expect(lesionName(lesionOf('T1', changes))).toBe(name);
  });
});

describe('what a new lesion starts with', () => {
  const older = lesionOf('T1', { id: '0190-a' as never, organ: 'liver' });
  const newer = lesionOf('N3', { id: '0190-b' as never, organ: 'pleura' });
  it('is the next number of its role', () => {
    const subject = subjectOf([older, newer], {});
    expect(nextLabel(subject, 'target')).toBe('T2');
    expect(nextLabel(subject, 'nonTarget')).toBe('N4');
    expect(nextLabel(subjectOf([], {}), 'new')).toBe('X1');
    expect(nextLabel({ ...subject, nextNumbers: { target: 3 } }, 'target')).toBe('T3');
  });
  it('is the organ of the lesion placed last, else the one used last, else none', () => {
    expect(defaultOrgan(subjectOf([older, newer], {}))).toBe('pleura');
    expect(defaultOrgan(subjectOf([], {}))).toBeNull();
    expect(organsInUse(subjectOf([older, newer], {}), 'lung')).toEqual(['pleura', 'liver', 'lung']);
  });
  it('is a node only in the organ lymph node', () => {
    expect([kindOf('lymphNode'), kindOf('liver')]).toEqual(['node', 'nonNodal']);
  });
});

describe('facts', () => {
  it('counts absent as 0, too small as 5, and what is not evaluable or not placed as nothing', () => {
    const node = { kind: 'node' } as const;
    expect([countsMm(node, { state: 'absent' }), countsMm(node, { state: 'tooSmall' }), countsMm(node, measured(20, 's0', 12)), countsMm(node, measured(20)), countsMm(node, { state: 'notEvaluable', reason: 'other' }), countsMm(node, undefined)]).toEqual([0, 5, 12, null, null, null]);
  });
  it('knows earlier records, latest first, and from when a new lesion exists', () => {
    const x = lesionOf('X1', { placedAt: 'tp1' as never });
    const subject = subjectOf([lesionOf('T1'), x], { T1: [measured(30), null, measured(20, 's2'), measured(10, 's3')] });
    expect(earlierRecords(subject, 'T1', subject.timepoints[3]!).map(({ timepoint }) => timepoint.label)).toEqual(['TP2', 'Baseline']);
    expect(subject.timepoints.map((timepoint) => existsAt(subject, x, timepoint))).toEqual([false, true, true, true]);
  });
});
