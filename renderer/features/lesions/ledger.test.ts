import { describe, expect, it } from 'vitest';
import { caliperOf, lesionOf, measured, seriesOf, status, subjectOf, timepointOf } from '../../../test/fixtures/subjectCase.ts';
import { lookBackRecords, withRecords, type Assessment, type Lesion } from '../../../src/casefile/index.ts';
import { baselineHelp } from './baselineHelp.ts';
import { ledgerOf, lookBackChoices } from './ledgerModel.ts';
import { previewOf, previewText } from './preview.ts';
import { hasSite, sitesOf, toggleSite } from './sites.ts';
import { traitChoices } from './traits.ts';

const newAt = (value: 'equivocal' | 'unequivocal' | 'dismissed'): Assessment => ({ state: 'newLesion', status: value });
const fresh = lesionOf('X1', { organ: 'lung', placedAt: 'tp3' as Lesion['placedAt'] });
const t1 = [measured(30), measured(29, 's1'), measured(29, 's2'), measured(29, 's3')];
const subject = subjectOf([lesionOf('T1'), lesionOf('N1', { organ: 'bone' }), fresh], { T1: t1, N1: [status('present'), status('present'), status('equivocalProgression'), null], X1: [null, null, null, newAt('unequivocal')] });
const tp = (index: number) => subject.timepoints[index]!;

describe('previews', () => {
  it('date progression back through the whole chain, with the rule', () => {
    const records = lookBackRecords(subject, fresh, tp(3), 'tp1');
    expect(records.map(({ timepointId, record }) => [timepointId, record && 'status' in record && record.status])).toEqual([['tp2', 'equivocal'], ['tp1', 'equivocal'], ['tp3', 'unequivocal']]);
    const preview = previewOf(subject, 'X1', records);
    expect(preview).toMatchObject({ pdBefore: '2024-07-02', pdAfter: '2024-03-12', rule: 'R-507', datesBack: true });
    expect(previewText(preview)).toBe('TP1 SD → PD, PD dated 2024-03-12 instead of 2024-07-02 (R-507)');
  });
  it('say when nothing changes, and when progression goes', () => {
    expect(previewText(previewOf(subject, 'X1', [{ timepointId: 'tp3' as never, record: newAt('unequivocal') }]))).toBe('no response changes');
    expect(previewOf(subject, 'X1', lookBackRecords(subject, fresh, tp(3), 'tp0'))).toMatchObject({ pdBefore: '2024-07-02', pdAfter: null, datesBack: false });
  });
  it('a later answer takes away what an earlier look back left', () => {
    const looked = withRecords(subject, 'X1', lookBackRecords(subject, fresh, tp(3), 'tp1'));
    expect(lookBackRecords(looked, fresh, tp(3), null)).toEqual([{ timepointId: 'tp2', record: null }, { timepointId: 'tp1', record: null }, { timepointId: 'tp3', record: { ...newAt('unequivocal'), lookBack: { seenSince: null } } }]);
    expect(lookBackRecords(subject, fresh, tp(2), null)).toEqual([]);
  });
});

describe('the ledger', () => {
  it('lists what waits for an answer first, with what each answer would change', () => {
    const [open, other] = ledgerOf(subject, tp(3));
    expect([open?.lesion.label, open?.isOpen, open?.status, open?.firstSeen?.label]).toEqual(['N1', true, null, 'TP2']);
    expect(open?.consequences.map(({ as, preview }) => `${as}: ${previewText(preview)}`)).toEqual(['unequivocal: TP2 SD → PD, PD dated 2024-05-07 instead of 2024-07-02 (R-507)', 'dismissed: no response changes']);
    expect([other?.lesion.label, other?.isOpen, other?.mayLookBack]).toEqual(['X1', false, true]);
    expect(ledgerOf(subject, tp(1))).toEqual([]);
  });
  it('asks where a new lesion is visible, latest first, and says that baseline makes it old', () => {
    expect(lookBackChoices(subject, fresh).map(({ label }) => label)).toEqual(['Not visible before TP3', 'Visible since TP2', 'Visible since TP1', 'Visible at Baseline: not new']);
  });
});

describe('baseline helper', () => {
  const drawnNonTarget = (mm: number, y: number): Assessment => ({ state: 'status', status: 'present', caliper: caliperOf(mm, 's0', [0, y, 0]) });
  it('offers an organ without a target before the largest lesion not chosen, and never more than two', () => {
    const lesions = [lesionOf('T1'), lesionOf('N1', { description: 'a' }), lesionOf('N2', { description: 'b' }), lesionOf('N3', { organ: 'spleen', description: 'c' }), lesionOf('N4', { organ: 'skin', description: 'd' })];
    const help = baselineHelp(subjectOf(lesions, { T1: [measured(30, 's0', null, [0, 90, 0])], N1: [drawnNonTarget(14, 0)], N2: [drawnNonTarget(22, 30)], N3: [drawnNonTarget(12, 60)], N4: [drawnNonTarget(6, 120)] }), seriesOf('s0', { sliceThicknessMm: 8 }));
    expect(help.offers.map(({ lesion, sizeMm, code }) => [lesion.label, sizeMm, code])).toEqual([['N3', 12, 'Q-B10'], ['N2', 22, 'Q-B09']]);
    expect(help.perOrgan.map(({ name, count }) => `${name} ${count}`)).toEqual(['Liver 1', 'Spleen 0']);
    expect(help.measurable).toBe('LD ≥ 16.0 mm, node SA ≥ 16.0 mm on 8.0 mm slices');
  });
  it('says nothing of lesions while there is nothing to offer', () => {
    expect(baselineHelp(subjectOf([lesionOf('T1')], { T1: [measured(30)] }), undefined)).toMatchObject({ all: 1, limit: 5, offers: [], measurable: null });
    expect(baselineHelp(subjectOf([], {}), seriesOf('s0', { modality: 'US' })).measurable).toBe('ultrasound does not measure');
  });
});

describe('quick choices', () => {
  it('are put into the description and taken out again; own words stay', () => {
    expect(toggleSite('', 'Segment 6')).toBe('Segment 6');
    expect(toggleSite('Multiple', 'Right lobe')).toBe('Multiple, right lobe');
    expect(toggleSite('Multiple, right lobe', 'Right lobe')).toBe('Multiple');
    expect(toggleSite('next to the porta, Segment 4a', 'Segment 4a')).toBe('next to the porta');
    expect(hasSite('Multiple, right lobe', 'Right lobe')).toBe(true);
  });
  it('fit the organ, and a group begins with its number', () => {
    expect(sitesOf('lung', false)?.choices.map(({ short }) => short)).toContain('RUL');
    expect(sitesOf('lymphNode', false)?.choices.map(({ text }) => text)).toContain('Station 4R');
    expect(sitesOf('liver', true)?.choices.slice(0, 2).map(({ text }) => text)).toEqual(['Multiple', 'Right lobe']);
    expect(sitesOf('gallbladder', false)).toBeUndefined();
    expect(sitesOf(null, false)).toBeUndefined();
  });
  it('of what a lesion is: a treated area asks for progression, and forgets it with itself', () => {
    const [treated] = traitChoices('liver', 'nonNodal', {}).filter(({ id }) => id === 'previousLocalTherapy');
    expect(treated?.next).toEqual({ previousLocalTherapy: true });
    const asked = traitChoices('liver', 'nonNodal', { previousLocalTherapy: true, progressedSinceLocalTherapy: true });
    expect(asked.map(({ id }) => id)).toContain('progressedSinceLocalTherapy');
    expect(asked.find(({ id }) => id === 'previousLocalTherapy')?.next).toEqual({});
    expect(traitChoices('bone', 'nonNodal', { nature: 'boneLytic' }).filter(({ isOn }) => isOn).map(({ id }) => id)).toEqual(['boneLytic']);
    expect(traitChoices('lymphNode', 'node', {}).map(({ id }) => id)).toEqual(['previousLocalTherapy']);
  });
});

it('a look back that reaches no images offers nothing', () => {
  const bare = { ...subject, timepoints: subject.timepoints.map((one) => (one.index < 3 ? timepointOf(one.index, one.scanDates[0] ?? '', { series: [] }) : one)) };
  expect(ledgerOf(bare, bare.timepoints[3]!).find(({ lesion }) => lesion.label === 'X1')?.mayLookBack).toBe(false);
});
