import { describe, expect, it } from 'vitest';
import { caliperOf, lesionOf, measured, seriesOf, status, subjectOf, timepointOf } from '../../../test/fixtures/subjectCase.ts';
import { findingKey } from '../../../src/common/index.ts';
import type { Lesion, SeriesSummary, SubjectCase } from '../../../src/casefile/index.ts';
import { pendingId, type Placement } from '../../state/index.ts';
import { blockedTargets, isOrganFull, minimumTargetMm, targetUse } from './guards.ts';
import { isDeviation, placementGuards, placementObstacle } from './placing.ts';

const axial = { normal: [0, 0, 1], fromMm: 0, toMm: 100 } as const;
const thin = seriesOf('s0', { sliceThicknessMm: 3, extent: axial });
const on = (subject: SubjectCase, series: SeriesSummary): SubjectCase => ({ ...subject, timepoints: [timepointOf(0, '2024-01-08', { series: [series] }), ...subject.timepoints.slice(1)] });
const empty = on(subjectOf([], {}), thin);
const placement = (longMm: number, changes: Partial<Placement> & { shortMm?: number | null } = {}): Placement => {
  const { shortMm = null, ...rest } = changes;
  const caliper = caliperOf(longMm, 's0', [200, 200, 0], { sopInstanceUid: '1.2.77', shortAxisProvisional: shortMm === null, shortAxis: [[200, 200 - (shortMm ?? 5) / 2, 0], [200, 200 + (shortMm ?? 5) / 2, 0]] });
  return { role: 'target', label: 'T9', timepointId: 'tp0', organ: 'liver', description: '', group: false, measure: { caliper, longAxisMm: longMm, shortAxisMm: shortMm }, state: 'open', message: null, ...rest };
};
const node = (shortMm: number | null, changes: Partial<Placement> = {}) => placement(Math.max(20, (shortMm ?? 0) + 2), { organ: 'lymphNode', shortMm, ...changes });
const codes = (subject: SubjectCase, placed: Placement) => placementGuards(subject, placed).filter(({ finding }) => finding.severity !== 'info').map(({ finding }) => `${finding.severity} ${finding.code}`);

describe('guards of a target, as the engine gives them', () => {
  it.each([[10, []], [9.9, ['block Q-B03']], [25, []]])('a lesion of %s mm on 3 mm slices: %j', (mm, expected) => {
    expect(codes(empty, placement(mm))).toEqual(expected);
  });
  it.each([[15, []], [14.9, ['block Q-B05']], [10, ['block Q-B05']], [9.9, ['block Q-B03', 'warn Q-B04']]])('a node of %s mm short axis: %j', (mm, expected) => {
    expect(codes(empty, node(mm))).toEqual(expected);
  });
  it('names size, limit and rule, and offers the way out', () => {
    const [guard] = placementGuards(empty, node(12.9));
    expect(guard).toMatchObject({ title: 'Node T9 12.9 mm short axis cannot be a target', fixes: ['makeNonTarget', 'measureAgain'] });
    expect(guard?.text).toContain('15.0 mm');
    expect(guard?.finding.rules).toContain('R-114');
  });
  it('does not offer a normal node as non-target', () => {
    expect(placementGuards(empty, node(8)).flatMap(({ fixes }) => fixes)).not.toContain('makeNonTarget');
  });
  it('asks for the short axis of a node before it says anything about its size', () => {
    expect(placementGuards(empty, node(null))).toMatchObject([{ finding: { severity: 'block', code: 'Q-B06' }, fixes: ['placeShortAxis'] }]);
  });
  it('asks for twice the thickness on thick slices and warns of them, and of slices without a thickness', () => {
    const thick = seriesOf('s0', { sliceThicknessMm: 8, extent: axial });
    expect(minimumTargetMm('nonNodal', thick)).toBe(16);
    expect(codes(on(empty, thick), placement(15.9))).toEqual(['block Q-B03', 'warn Q-B07']);
    expect(codes(on(empty, thick), placement(16))).toEqual(['warn Q-B07']);
    expect(codes(on(empty, seriesOf('s0', { sliceThicknessMm: null, extent: axial })), placement(20))).toEqual(['warn Q-B07']);
  });
  it('blocks what an ultrasound shows, and asks why a coronal slice was measured', () => {
    expect(codes(on(empty, seriesOf('s0', { modality: 'US', extent: axial })), placement(40))).toEqual(['block Q-B15']);
    expect(codes(on(empty, seriesOf('s0', { sliceThicknessMm: 3, extent: { ...axial, normal: [0, 1, 0] } })), placement(40))).toEqual(['warn Q-B18']);
  });
  it('asks of bone for its soft-tissue component, of a treated area for progression, and of a cyst nothing helps', () => {
    const bone = placement(30, { organ: 'bone' });
    expect(codes(empty, bone)).toEqual(['warn Q-B13']);
    expect(codes(empty, { ...bone, traits: { nature: 'boneLytic' } })).toEqual(['block Q-B13']);
    expect(codes(empty, { ...bone, traits: { nature: 'boneLytic', softTissueComponent: true } })).toEqual([]);
    expect(codes(empty, placement(30, { traits: { previousLocalTherapy: true } }))).toEqual(['block Q-B03', 'warn Q-B11']);
    expect(codes(empty, placement(30, { traits: { previousLocalTherapy: true, progressedSinceLocalTherapy: true } }))).toEqual([]);
    expect(placementGuards(empty, placement(30, { traits: { nature: 'simpleCyst' } }))[0]?.title).toContain('(R-118)');
  });
  it('says that two callipers on one slice cross', () => {
    const one = on(subjectOf([lesionOf('N1', { organ: 'spleen', description: 'x' })], { N1: [{ ...status('present'), caliper: caliperOf(30, 's0', [200, 200, 0], { sopInstanceUid: '1.2.77' }) }] as never }), thin);
    expect(codes(one, placement(30, { organ: 'liver' }))).toEqual(['warn Q-B19']);
  });
  it('stops at two targets per organ, all nodes being one organ, and at five in all', () => {
    const two = on(subjectOf([lesionOf('T1'), lesionOf('T2')], { T1: [measured(20)], T2: [measured(20, 's0', null, [60, 60, 0])] }), thin);
    expect(codes(two, placement(30)).filter((code) => code.startsWith('block'))).toEqual(['block Q-B02']);
    expect(codes(two, placement(30, { organ: 'lung' }))).toEqual([]);
    const nodes = on(subjectOf([lesionOf('T1', { organ: 'lymphNode', kind: 'node' }), lesionOf('T2', { organ: 'lymphNode', kind: 'node' })], { T1: [measured(24, 's0', 18)], T2: [measured(24, 's0', 18, [60, 60, 0])] }), thin);
    expect(placementGuards(nodes, node(20))[0]?.title).toContain('nodes, which count as one organ');
    const organs = ['liver', 'lung', 'adrenal', 'kidney', 'brain'] as const;
    const five = on(subjectOf(organs.map((organ, index) => lesionOf(`T${index + 1}`, { organ })), Object.fromEntries(organs.map((_, index) => [`T${index + 1}`, [measured(20, 's0', null, [0, index * 40, 0])]]))), thin);
    expect(codes(five, placement(30, { organ: 'skin' }))).toEqual(['block Q-B01']);
  });
  it('takes the limits from the protocol', () => {
    const one = on(subjectOf([lesionOf('T1')], { T1: [measured(20)] }, { protocol: { name: 'own', params: { maxTargets: 3, maxPerOrgan: 1 }, recordingDecimals: 1, liveEffect: true } }), thin);
    expect(codes(one, placement(30))).toEqual(['block Q-B02']);
    expect([isOrganFull(one, 'liver'), isOrganFull(one, 'lung'), isOrganFull(empty, 'liver')]).toEqual([true, false, false]);
    expect(targetUse(one)).toEqual({ all: 1, limit: 3, limitPerOrgan: 1, perOrgan: [{ organ: 'liver', count: 1 }] });
  });
  it('lets the protocol be departed from only where it is about measurability', () => {
    expect(isDeviation(placementGuards(empty, placement(9.9)))).toBe(true);
    expect(isDeviation(placementGuards(empty, node(12.9)))).toBe(true);
    expect(isDeviation(placementGuards(empty, node(null)))).toBe(false);
    expect(isDeviation(placementGuards(empty, placement(25)))).toBe(false);
  });
  it('says why it cannot be recorded yet', () => {
    expect(placementObstacle(empty, { ...placement(20), measure: null })).toBe('Not drawn yet');
    expect(placementObstacle(empty, placement(20, { organ: null }))).toBe('No organ chosen');
    expect(placementObstacle(empty, placement(9.9))).toBe('T9 9.9 mm cannot be a target on 3.0 mm slices');
    expect(placementObstacle(empty, placement(20))).toBeNull();
  });
});

describe('other guards', () => {
  it('warns of a non-target node that is normal, and offers a measurable one as target', () => {
    const small = node(9.9, { role: 'nonTarget', label: 'N1' });
    expect(codes(empty, small)).toEqual(['warn Q-B04']);
    expect(codes(empty, node(10, { role: 'nonTarget', label: 'N1' }))).toEqual([]);
    expect(placementGuards(empty, placement(22, { role: 'nonTarget', label: 'N1', description: 'x' }))).toMatchObject([{ finding: { severity: 'info', code: 'Q-B10' }, fixes: ['makeTarget'] }]);
  });
  it('warns of a small new node that would be the only evidence, and of a new liver finding while the targets respond', () => {
    const subject = subjectOf([lesionOf('T1')], { T1: [measured(40), measured(20, 's1')] });
    const here = { role: 'new', label: 'X1', timepointId: 'tp1' } as const;
    expect(codes(subject, node(14.9, here))).toEqual(['warn Q-F15']);
    expect(codes(subject, node(15, here))).toEqual([]);
    expect(codes(subject, placement(12, here))).toEqual(['warn Q-F17']);
  });
  it('finds recorded targets that became too small, and not those accepted as a deviation', () => {
    const subject = subjectOf([lesionOf('T1'), lesionOf('T2', { organ: 'lung' })], { T1: [measured(9)], T2: [measured(12, 's0', null, [60, 60, 0])] });
    expect([...blockedTargets(subject)]).toEqual([['T1', 'T1 9.0 mm cannot be a target on 5.0 mm slices']]);
    const key = findingKey({ code: 'Q-B03', at: { lesionId: 'T1', timepointId: 'tp0' } });
    expect([...blockedTargets({ ...subject, checkReasons: { [key]: { reason: 'agreed', by: 'R', at: '2024-01-09T00:00:00Z', timepointId: 'tp0' as Lesion['placedAt'] } } })]).toEqual([]);
  });
  it('knows nothing about a lesion that is not there', () => {
    expect(pendingId).toBe('pending');
    expect(placementGuards(empty, placement(20, { organ: null }))).toEqual([]);
  });
});
