import { describe, expect, it } from 'vitest';
import { lesionOf, measured, seriesOf, subjectOf } from '../../../test/fixtures/subjectCase.ts';
import { blockedTargets, minimumTargetMm, newLesionGuards, nonTargetGuards, targetGuards, targetUse, type Candidate } from './guards.ts';

const thin = seriesOf('s0', { sliceThicknessMm: 3 });
const empty = subjectOf([], {});
const lesion = (sizeMm: number, changes: Partial<Candidate> = {}): Candidate => ({ kind: 'nonNodal', organ: 'liver', sizeMm, otherAxisMm: null, series: thin, ...changes });
const node = (sizeMm: number | null): Candidate => ({ kind: 'node', organ: 'lymphNode', sizeMm, otherAxisMm: 20, series: thin });
const codes = (subject: typeof empty, candidate: Candidate) => targetGuards(subject, candidate).map((guard) => `${guard.severity} ${guard.code}`);

describe('guards of a target', () => {
  it.each([[10, []], [9.9, ['block Q-B03']], [25, []]])('a lesion of %s mm on 3 mm slices: %j', (mm, expected) => {
    expect(codes(empty, lesion(mm))).toEqual(expected);
  });
  it.each([[15, []], [14.9, ['block Q-B05']], [10, ['block Q-B05']], [9.9, ['block Q-B04']]])('a node of %s mm short axis: %j', (mm, expected) => {
    expect(codes(empty, node(mm))).toEqual(expected);
  });
  it('names size, limit and rule, and offers the way out', () => {
    const [guard] = targetGuards(empty, node(12.9));
    expect(guard).toMatchObject({ title: 'Node 12.9 mm short axis cannot be a target', fixes: ['makeNonTarget', 'measureAgain'] });
    expect(guard?.text).toContain('15.0 mm (R-114)');
  });
  it('does not offer a normal node as non-target', () => {
    expect(targetGuards(empty, node(8))[0]?.fixes).toEqual(['measureAgain']);
  });
  it('asks for the short axis of a node before it says anything about its size', () => {
    expect(targetGuards(empty, node(null))).toMatchObject([{ severity: 'block', fixes: ['placeShortAxis'] }]);
  });
  it('asks for twice the thickness on thick slices and warns of them', () => {
    const thick = seriesOf('s0', { sliceThicknessMm: 8 });
    expect(minimumTargetMm('nonNodal', thick)).toBe(16);
    expect(codes(empty, lesion(15.9, { series: thick }))).toEqual(['block Q-B03', 'warn Q-B07']);
    expect(codes(empty, lesion(16, { series: thick }))).toEqual(['warn Q-B07']);
    expect(codes(empty, lesion(20, { series: seriesOf('s0', { sliceThicknessMm: null }) }))).toEqual(['warn Q-B07']);
  });
  it('blocks what an ultrasound shows', () => {
    expect(targetGuards(empty, lesion(40, { series: seriesOf('s0', { modality: 'US' }) }))[0]?.text).toContain('R-120');
  });
  it('stops at two targets per organ, all nodes being one organ, and at five in all', () => {
    const two = subjectOf([lesionOf('T1'), lesionOf('T2')], { T1: [measured(20)], T2: [measured(20)] });
    expect(codes(two, lesion(30))).toEqual(['block Q-B02']);
    expect(codes(two, lesion(30, { organ: 'lung' }))).toEqual([]);
    const nodes = subjectOf([lesionOf('T1', { organ: 'lymphNode', kind: 'node' }), lesionOf('T2', { organ: 'lymphNode', kind: 'node' })], { T1: [measured(24, 's0', 18)], T2: [measured(24, 's0', 18)] });
    expect(targetGuards(nodes, node(20))[0]?.text).toContain('all nodes of the body are one organ');
    const organs = ['liver', 'lung', 'adrenal', 'bone', 'brain'] as const;
    const five = subjectOf(organs.map((organ, index) => lesionOf(`T${index + 1}`, { organ })), Object.fromEntries(organs.map((_, index) => [`T${index + 1}`, [measured(20)]])));
    expect(codes(five, lesion(30, { organ: 'skin' }))).toEqual(['block Q-B01']);
  });
  it('takes the limits from the protocol', () => {
    const one = subjectOf([lesionOf('T1')], { T1: [measured(20)] }, { protocol: { name: 'own', params: { maxTargets: 3, maxPerOrgan: 1 }, recordingDecimals: 1, liveEffect: true } });
    expect(codes(one, lesion(30))).toEqual(['block Q-B02']);
    expect(targetUse(one)).toEqual({ all: 1, limit: 3, limitPerOrgan: 1, perOrgan: [{ organ: 'liver', count: 1 }] });
  });
});

describe('other guards', () => {
  it('warns of a non-target node that is normal, and of a small new node', () => {
    expect(nonTargetGuards(node(9.9)).map((guard) => guard.code)).toEqual(['Q-B04']);
    expect(nonTargetGuards(node(10))).toEqual([]);
    expect(newLesionGuards(node(14.9)).map((guard) => guard.code)).toEqual(['Q-F15']);
    expect(newLesionGuards(node(15))).toEqual([]);
    expect(newLesionGuards(lesion(4))).toEqual([]);
  });
  it('finds recorded targets that became too small', () => {
    const subject = subjectOf([lesionOf('T1'), lesionOf('T2', { organ: 'lung' })], { T1: [measured(9)], T2: [measured(12)] });
    expect([...blockedTargets(subject)]).toEqual([['T1', '9.0 mm cannot be a target']]);
  });
});
