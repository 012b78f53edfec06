import { expect, test } from 'vitest';
import type { IsoDate, StudyId } from '../common/index.ts';
import type { FigureSubject, StudyAnalysis } from '../endpoints/index.ts';
import type { StudyAnalysisReply } from './analysis.ts';
import { packAnalysis, unpackAnalysis } from './packedAnalysis.ts';

const day = (text: string): IsoDate => text as IsoDate;
const bare: FigureSubject = {
  id: 'a', code: 'S-1', site: '', arm: null, origin: null, baselineDate: null, baselineSumMm: null, best: null, bestDate: null, bestPct: null, days: [], pct: [], sumsMm: [], overall: [], progression: null, responseDay: null, treatment: null,
  newTherapyDay: null, clinicalProgressionDay: null, studyEndDay: null, deathDay: null, deathCause: null, lastDay: 0, ongoing: true, endpoints: { PFS: null, OS: null, TTP: null, DOR: null }, clinicalBenefit: false,
};
const full: FigureSubject = {
  id: 'b', code: 'Straße "2"', site: 'Halle', arm: 'A', origin: day('2024-02-29'), baselineDate: day('1999-12-31'), baselineSumMm: 0, best: 'NON-CR/NON-PD', bestDate: day('2024-03-01'), bestPct: -13.636363636363637,
  days: [-3, 0, 400], pct: [null, 0, 26.31578947368421], sumsMm: [95.5, null, 0], overall: ['PD', 'NE', 'CR'], progression: { date: day('2025-01-01'), day: 307, timepointId: 't' }, responseDay: 0, treatment: { from: -1, until: null, reason: null },
  newTherapyDay: 0, clinicalProgressionDay: -5, studyEndDay: 9, deathDay: 9, deathCause: 'Tumour', lastDay: 9, ongoing: false,
  endpoints: { PFS: { event: true, date: day('2025-01-01'), days: 308, reason: 'progression' }, OS: { event: false, date: day('2025-02-01'), days: 339, reason: 'alive' }, TTP: null, DOR: { event: false, date: day('2025-01-01'), days: 1, reason: 'alive' } },
  clinicalBenefit: true,
};

test('what the window unpacks is the analysis: nulls, zeros, days before the origin and fractions to the last bit', () => {
  const treated: FigureSubject = { ...full, id: 'c', treatment: { from: 0, until: 30, reason: 'Toxicity' }, progression: null };
  const reply = { study: { id: 'x' as StudyId, title: 'Ω' }, waterfall: [1], subjects: [bare, full, treated, bare] } as unknown as StudyAnalysisReply & StudyAnalysis;
  expect(unpackAnalysis(packAnalysis(reply))).toStrictEqual(reply);
  expect(unpackAnalysis(packAnalysis({ ...reply, subjects: [] })).subjects).toEqual([]);
});
