/** What series, callipers and descriptions of a case tell the engine's checks. */
import { describe, expect, test } from 'vitest';
import { caliperOf, lesionOf, measured, seriesOf, status, subjectOf, timepointOf } from '../../../test/fixtures/subjectCase.ts';
import type { Assessment, Lesion, SeriesSummary, SubjectCase } from '../../casefile/index.ts';
import { findingKey, type Finding, type IsoDate } from '../../common/index.ts';
import { evaluateCase } from '../evaluate.ts';
import { findingsOf } from './index.ts';

const axial = { normal: [0, 0, 1], fromMm: 0, toMm: 300 } as const;
const coronal = { normal: [0, 1, 0], fromMm: 0, toMm: 300 } as const;
const slanted = (degrees: number) => ({ normal: [0, Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)], fromMm: 0, toMm: 300 } as const);

type Scan = Partial<SeriesSummary>;
/** Baseline and one follow-up with these series; T1 of 30 mm measured on the first of each unless said otherwise. */
function reading(baseline: readonly Scan[], followUp: readonly Scan[], more: { lesions?: readonly Lesion[]; records?: Record<string, (Assessment | null)[]>; changes?: Partial<SubjectCase> } = {}): readonly Finding[] {
  const scans = (of: readonly Scan[], at: number) => of.map((changes, index) => seriesOf(index === 0 ? `s${at}` : `s${at}${'abc'.charAt(index)}`, { extent: axial, bodyPart: 'CHESTABDPELVIS', description: 'CAP 5 mm', date: at === 0 ? '2024-01-08' as IsoDate : '2024-03-12' as IsoDate, ...changes }));
  const subject = subjectOf([lesionOf('T1'), ...(more.lesions ?? [])], { T1: [measured(30), measured(30, 's1')], ...more.records }, {
    timepoints: [timepointOf(0, '2024-01-08', { series: scans(baseline, 0) }), timepointOf(1, '2024-03-12', { series: scans(followUp, 1) })], ...more.changes,
  });
  return findingsOf(subject, evaluateCase(subject));
}
const codes = (findings: readonly Finding[]): readonly string[] => [...new Set(findings.map(({ code }) => code))];
const of = (findings: readonly Finding[], code: string): Finding | undefined => findings.find((finding) => finding.code === code);

describe('how a lesion was imaged', () => {
  const plain = reading([{}], [{}]);
  test('the same scan twice raises nothing', () => expect(codes(plain)).toEqual([]));
  test('another modality, plane or contrast than at baseline (Q-F02)', () => {
    expect(of(reading([{}], [{ modality: 'MR' }]), 'Q-F02')?.message).toBe('TP1: T1 was assessed on MRI, at baseline on CT. Say that it can be compared, or record it as not evaluable (R-213).');
    expect(of(reading([{}], [{ extent: coronal }]), 'Q-F02')?.message).toContain('in the coronal plane, at baseline in the axial plane');
    expect(of(reading([{}], [{ extent: slanted(31) }]), 'Q-F02')?.message).toContain('in the oblique plane');
    expect(codes(reading([{}], [{ extent: slanted(29) }]))).toEqual([]);
    expect(of(reading([{ contrast: 'Iohexol' }], [{ contrast: null }]), 'Q-F02')?.message).toContain('without contrast, at baseline with contrast');
    expect(codes(reading([{ contrast: null }], [{ contrast: null }]))).toEqual([]);
  });
  test('CT without contrast or of a PET-CT at baseline (Q-B16)', () => {
    expect(of(reading([{ description: 'Abdomen native' }], [{ description: 'Abdomen native' }]), 'Q-B16')?.message).toContain('CT without contrast');
    expect(of(reading([{ dicomStudyUid: '1.9' }, { modality: 'PT', dicomStudyUid: '1.9' }], [{}]), 'Q-B16')?.message).toContain('CT part of a PET-CT');
    expect(codes(reading([{ dicomStudyUid: '1.9' }, { modality: 'PT', dicomStudyUid: '1.8' }], [{}]))).not.toContain('Q-B16');
  });
  test('another plane than axial at baseline, unless the reader said why (Q-B18)', () => {
    expect(of(reading([{ extent: coronal }], [{ extent: coronal }]), 'Q-B18')?.message).toContain('in a coronal plane');
    const said: Assessment = { ...(measured(30) as Extract<Assessment, { state: 'measured' }>), otherTechnique: { what: 'plane', reason: 'Runs along the spine' } };
    expect(codes(reading([{ extent: coronal }], [{ extent: coronal }], { records: { T1: [said, measured(30, 's1')] } }))).not.toContain('Q-B18');
  });
});

describe('where lesions lie', () => {
  const second = (x: number, sop = '1.2.9') => ({ lesions: [lesionOf('T2')], records: { T2: [{ ...measured(20, 's0', null, [x, 0, 0]), caliper: caliperOf(20, 's0', [x, 0, 0], { sopInstanceUid: sop }) } as Assessment, measured(20, 's1', null, [x, 0, 0])] } });
  test('two measurements on one another (Q-B19): from the callipers, on the same slice only', () => {
    expect(of(reading([{}], [{}], second(24)), 'Q-B19')).toMatchObject({ at: { lesionId: 'T1', otherLesionId: 'T2', timepointId: 'tp0' } });
    expect(codes(reading([{}], [{}], second(25.2)))).not.toContain('Q-B19');
    expect(codes(reading([{}], [{}], second(24, '1.2.10')))).not.toContain('Q-B19');
  });
  test('a region with disease that was not imaged (Q-F22), a new lesion outside baseline (Q-F14), a required region (Q-B20)', () => {
    const chestOnly = { bodyPart: 'CHEST', description: 'Thorax' };
    const gone: Record<string, (Assessment | null)[]> = { T1: [measured(30), { state: 'notEvaluable', reason: 'notImaged' }] };
    expect(of(reading([{}], [chestOnly], { records: gone }), 'Q-F22')).toMatchObject({ message: expect.stringContaining('TP1: the abdomen had disease at baseline'), at: { region: 'abdomen', timepointId: 'tp1' } });
    expect(codes(reading([{}], [{}], { records: gone }))).not.toContain('Q-F22');
    expect(codes(reading([{}], [{ ...chestOnly, bodyPart: '', description: 'Series 4' }], { records: gone }))).not.toContain('Q-F22');
    const found = { lesions: [lesionOf('X1', { organ: 'lung' })], records: { X1: [null, { state: 'newLesion', status: 'unequivocal' } as Assessment] } };
    expect(of(reading([{ bodyPart: 'ABDOMEN', description: 'Abdomen' }], [{}], found), 'Q-F14')?.message).toContain('TP1: new lesion X1 lies in the chest');
    expect(codes(reading([{}], [{}], found))).not.toContain('Q-F14');
    const required = { changes: { protocol: { name: 'RECIST 1.1', params: {}, recordingDecimals: 1, liveEffect: true, requiredRegions: ['head', 'abdomen'] as const } } };
    expect(of(reading([{}], [{}], required), 'Q-B20')).toMatchObject({ at: { region: 'head', timepointId: 'tp0' } });
  });
  test('measurable non-targets (Q-B09, Q-B10) and normal nodes (Q-B04) by the calliper somebody drew on them', () => {
    const present = (mm: number): Assessment => ({ state: 'status', status: 'present', caliper: caliperOf(mm, 's0', [100, 0, 0]) });
    const nonTarget = (mm: number) => ({ lesions: [lesionOf('N1', { organ: 'lung', description: 'Right upper lobe' })], records: { N1: [present(mm), status('present')] } });
    expect(codes(reading([{}], [{}], nonTarget(10)))).toEqual(['Q-B09', 'Q-B10']);
    expect(codes(reading([{}], [{}], nonTarget(9.9)))).toEqual([]);
  });
  test('a non-target that nobody could find again (Q-B17)', () => {
    const nonTarget = (description: string) => ({ lesions: [lesionOf('N1', { organ: 'lung', description })], records: { N1: [status('present'), status('present')] } });
    expect(codes(reading([{}], [{}], nonTarget('')))).toEqual(['Q-B17']);
    expect(codes(reading([{}], [{}], nonTarget('Right upper lobe')))).toEqual([]);
  });
});

describe('a finding', () => {
  const findings = reading([{}], [{ sliceThicknessMm: 8 }, { sliceThicknessMm: 5, number: 7 }], { records: { T1: [measured(9), measured(30, 's1')] } });
  test('names rules, place and whether a reason answers it, and offers the series that would do', () => {
    expect(of(findings, 'Q-F03')).toMatchObject({ severity: 'warn', acceptsReason: true, rules: ['R-201'], at: { lesionId: 'T1', timepointId: 'tp1', seriesId: 's1' }, message: expect.stringMatching(/Series 7 \(5\.0 mm\) matches\.$/) });
    expect(of(findings, 'Q-B03')).toMatchObject({ severity: 'block', acceptsReason: true, rules: ['R-115', 'R-110'], at: { lesionId: 'T1', timepointId: 'tp0' } });
  });
  test('keeps its key when only numbers change, and has another one on another series', () => {
    const keys = (thickness: number, on = 's1') => findingKey(of(reading([{}], [{ sliceThicknessMm: thickness }, { sliceThicknessMm: thickness }], { records: { T1: [measured(30), measured(31, on)] } }), 'Q-F03')!);
    expect(keys(8)).toBe('Q-F03 lesionId=T1 seriesId=s1 timepointId=tp1');
    expect(keys(7)).toBe(keys(8));
    expect(keys(8, 's1b')).not.toBe(keys(8));
  });
  test('blocking ones come first, and a target that cannot be one is said once', () => {
    expect(codes(findings)).toEqual(['Q-B03', 'Q-B14', 'Q-F03', 'Q-F04']);
    const node = reading([{}], [{}], { lesions: [lesionOf('T2', { kind: 'node', organ: 'lymphNode' })], records: { T2: [measured(20, 's0', 12, [200, 0, 0]), measured(20, 's1', 12)] } });
    expect(codes(node)).toContain('Q-B05');
    expect(codes(node)).not.toContain('Q-B03');
  });
});
