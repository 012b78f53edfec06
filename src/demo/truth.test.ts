import { describe, expect, test } from 'vitest';
import { daysBetween } from '../common/index.ts';
import { evaluateSubject } from '../endpoints/index.ts';
import type { SubjectInput, TargetRecord, TimepointInput } from '../recist/index.ts';
import { axisLengthMm, isPerpendicular } from '../geometry/index.ts';
import { demoReads } from './reads.ts';
import { demoPlan, type DemoLesion, type DemoSubject } from './truth.ts';

/** What a reader who is off by `errorMm` on every target, in the given direction per timepoint, hands to the engine. */
function engineInput(subject: DemoSubject, errorMm: (timepointIndex: number) => number = () => 0): SubjectInput {
  const baseline = subject.timepoints[0]!;
  const sized = (lesion: DemoLesion, index: number) => Math.round((lesion.timepoints[index]!.countingMm! + errorMm(index)) * 10) / 10;
  const record = (lesion: DemoLesion, index: number): TargetRecord => {
    const truth = lesion.timepoints[index]!;
    if (truth.state === 'measured') return { state: 'measured', value: sized(lesion, index) };
    return truth.state === 'absent' ? { state: 'absent' } : { state: 'notEvaluable', reason: truth.reason ?? 'other' };
  };
  const of = (role: DemoLesion['role']) => subject.lesions.filter((lesion) => lesion.role === role);
  return {
    subject: { ...subject.facts, baselineAssessmentDate: baseline.date },
    baseline: {
      date: baseline.date,
      targets: of('target').map((lesion) => ({ id: lesion.label, kind: lesion.kind, organ: lesion.organ, sizeMm: sized(lesion, 0), method: 'CT', sliceThicknessMm: baseline.sliceMm })),
      nonTargets: of('nonTarget').map((lesion) => ({ id: lesion.label, kind: lesion.kind, organ: lesion.organ, group: lesion.group })),
    },
    timepoints: subject.timepoints.slice(1).map((timepoint): TimepointInput => ({
      id: timepoint.label, date: timepoint.date, plannedDate: timepoint.plannedDate,
      targets: Object.fromEntries(of('target').map((lesion) => [lesion.label, record(lesion, timepoint.index)])),
      nonTargets: Object.fromEntries(of('nonTarget').map((lesion) => [lesion.label, { status: lesion.timepoints[timepoint.index]!.status as 'present' }])),
      newLesions: of('new').filter((lesion) => lesion.timepoints[timepoint.index]!.state === 'newLesion').map((lesion) => ({ id: lesion.label, status: 'unequivocal' })),
    })),
  };
}

const plan = demoPlan();
const overallOf = (subject: DemoSubject) => subject.timepoints.slice(1).map(({ overall }) => overall);

describe('truth of the demo study', () => {
  test('teaches CR, PR, SD, PD by growth, PD by a new lesion and NE, in this order', () => {
    expect(plan.subjects.map((subject) => [subject.code, subject.note, overallOf(subject).join(' ')])).toEqual([
      ['P-01', 'All targets gone at TP2', 'PR CR CR'],
      ['P-02', '30 % below baseline from TP1', 'PR PR PR'],
      ['P-03', 'Between the limits', 'SD SD SD SD'],
      ['P-04', 'Targets grow from the nadir', 'PR PR PD'],
      ['P-05', 'New lesion in the lung', 'SD SD PD'],
      ['P-06', 'One target hidden by artefact', 'SD NE SD'],
    ]);
  });

  test.each(plan.subjects.map((subject) => [subject.code, subject] as const))('%s: the engine, given the true diameters, agrees in sums, nadir, categories and progression', (_, subject) => {
    const result = evaluateSubject(engineInput(subject));
    expect(result.baseline.sum).toBe(subject.timepoints[0]!.sumMm);
    expect(result.timepoints.map(({ sum, partialSum, sumComplete, nadir, overall }) => ({ sum, partial: sumComplete ? null : partialSum, nadir, overall })))
      .toEqual(subject.timepoints.slice(1).map(({ sumMm, partialSumMm, nadirMm, overall }) => ({ sum: sumMm, partial: partialSumMm, nadir: nadirMm, overall })));
    expect(result.progression?.date ?? null).toBe(subject.progressionDate);
    expect(result.bor.unconfirmed.response).toBe(subject.bestOverallResponse);
  });

  test.each(plan.subjects.map((subject) => [subject.code, subject] as const))('%s: a reading off by 0.5 mm on every lesion, each timepoint either way, gives the same categories', (_, subject) => {
    for (let signs = 0; signs < 2 ** subject.timepoints.length; signs += 1) {
      const result = evaluateSubject(engineInput(subject, (index) => ((signs >> index) & 1 ? 0.5 : -0.5)));
      expect(result.timepoints.map(({ overall }) => overall), `error signs ${signs.toString(2)}`).toEqual(overallOf(subject));
    }
  });

  test('PD by a new lesion comes from the new lesion alone, PD by growth from the targets alone', () => {
    const componentsOf = (code: string) => evaluateSubject(engineInput(plan.subjects.find((subject) => subject.code === code)!)).progression?.components;
    expect(componentsOf('P-04')).toEqual(['target']);
    expect(componentsOf('P-05')).toEqual(['newLesion']);
  });

  test('baselines obey the protocol: measurable, at most two per organ, 0.5 mm clear of the limits, scanned within 28 days before the first dose', () => {
    for (const subject of plan.subjects) {
      const targets = subject.lesions.filter(({ role }) => role === 'target');
      for (const { kind, timepoints } of targets) expect(timepoints[0]!.countingMm!).toBeGreaterThanOrEqual(kind === 'node' ? 15.5 : 10.5);
      for (const organ of new Set(targets.map((lesion) => lesion.organ))) expect(targets.filter((lesion) => lesion.organ === organ).length).toBeLessThanOrEqual(2);
      const days = daysBetween(subject.timepoints[0]!.date, subject.facts.firstDoseDate);
      expect(days).toBeGreaterThan(0);
      expect(days).toBeLessThanOrEqual(28);
    }
  });

  test('axes have their stated lengths, cross at right angles and lie on one slice', () => {
    for (const subject of plan.subjects) for (const lesion of subject.lesions) for (const truth of lesion.timepoints) {
      if (!truth.longAxis || !truth.shortAxis) continue;
      expect(axisLengthMm(truth.longAxis)).toBeCloseTo(truth.longAxisMm!, 9);
      expect(axisLengthMm(truth.shortAxis)).toBeCloseTo(truth.shortAxisMm!, 9);
      expect(isPerpendicular(truth.longAxis, truth.shortAxis)).toBe(true);
      expect(truth.longAxisMm!).toBeGreaterThan(truth.shortAxisMm!);
      expect(truth.sopInstanceUid).toMatch(/^2\.25\.\d{20,39}$/);
    }
  });
});

describe('reads that come with the demo study', () => {
  const steps = demoReads();
  const readOf = (code: string) => [...new Set(steps.filter(({ subjectCode }) => subjectCode === code).map(({ timepointIndex }) => timepointIndex))];

  test('leave P-01 and P-02 to the newcomer, P-03 at TP3 and P-06 at TP1, and P-04 and P-05 whole', () => {
    expect(Object.fromEntries(plan.subjects.map(({ code }) => [code, readOf(code)]))).toEqual({
      'P-01': [], 'P-02': [], 'P-03': [0, 1, 2], 'P-04': [0, 1, 2, 3], 'P-05': [0, 1, 2, 3], 'P-06': [0],
    });
  });

  test('place each lesion once, before it is recorded again, with both axes placed', () => {
    const placed = new Set<string>();
    for (const step of steps) {
      const name = `${step.subjectCode} ${step.label}`;
      expect(placed.has(name), `${name} at ${step.timepointIndex}`).toBe(step.kind === 'record');
      placed.add(name);
      if ('caliper' in step.assessment && step.assessment.caliper) expect(step.assessment.caliper).toMatchObject({ shortAxisProvisional: false, renderer: 'generated', frameNumber: 1 });
    }
    expect(placed).toContain('P-05 X1');
  });
});
