/**
 * Agreement of the literature, read by two readers of a study and analysed through the API: what the page shows is what was printed. Both sets in one study:
 * - Bland and Altman, Lancet 1986;i:307, table 1: peak flow of 17 subjects with two meters, a tenth of l/min as the millimetres of one lesion at baseline;
 * - two raters and three categories of 19 subjects, printed by SAS and kept by the tests of statsmodels (test_inter_rater.py), as best responses CR, PR and SD.
 */
import { expect, test } from 'vitest';
import { bench, reader } from '../../../test/api/harness.ts';
import type { StudyAnalysisReply } from '../../api/wire.ts';
import { addDays, type IsoDate } from '../../common/index.ts';
import { figureCsv, figureSvg } from '../../figures/index.ts';
import { templates } from '../templates.ts';
import type { SyntheticPerson } from '../reads/synthetic.ts';

const large = [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427];
const mini = [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451];
/** Rows the first rater, columns the second. */
const table = [[0, 4, 1], [0, 8, 0], [0, 1, 5]];
/** What the sum has become by the first visit, for CR, PR and SD. */
const factors = [0, 0.5, 1];
const ratings = table.flatMap((row, first) => row.flatMap((n, second) => Array.from({ length: n }, () => [first, second] as const)));

const people = (['reader1', 'reader2'] as const).map((slot): SyntheticPerson => ({ actor: slot, accountId: slot, roles: ['reader'], role: 'reader' }));
const entered = { reason: 'noImages', note: 'Printed value' } as const;
const baseline = '2024-01-01' as IsoDate;

function readStudy() {
  const b = bench();
  const { visits: _visits, ...protocol } = templates.phase2.protocol;
  const { id } = b.services.studies.create(reader, { code: 'PRINTED', title: 'Printed', template: 'phase2', isDemo: true, protocol: { ...protocol, reading: { scheme: 'double', sequentialLock: true, blinded: true }, readers: { reader1: 'reader1', reader2: 'reader2', adjudicator: 'adjudicator' } } });
  ratings.forEach((rated, at) => b.store.write(() => {
    // Those of whom there is no peak flow come later, so that a cut-off leaves them out.
    const day = addDays(baseline, at < large.length ? 0 : 200);
    const subjectId = b.services.subjects.enrol(reader, { studyId: id, code: `P-${String(at + 1).padStart(2, '0')}`, facts: { enrolmentDate: day, firstDoseDate: day } });
    const target = { subjectId, expectedRevision: null };
    const ids = b.services.timepoints.plan(reader, target, [{ index: 0, visitName: '', plannedDate: day }, { index: 1, visitName: 'Visit 1', plannedDate: addDays(day, 84) }]);
    for (const index of [0, 1]) b.services.timepoints.imagedWithoutImages(reader, target, ids[index] ?? '', { dates: [addDays(day, 84 * index)], reason: 'Printed values' });
    people.forEach((who, reads) => {
      const mm = ((reads === 0 ? large : mini)[at] ?? 300) / 10;
      const measured = (longAxisMm: number) => ({ state: 'measured', entered, longAxisMm: Math.round(longAxisMm * 10) / 10, shortAxisMm: 10 } as const);
      const made = b.services.lesions.enterTimepoint(who, target, ids[0] ?? '', [{ role: 'target', organ: 'liver', kind: 'nonNodal', description: 'Segment 6', group: false, assessment: measured(mm) }]);
      b.services.synthetic.sign(who, target, ids[0] ?? '', 'assessed', 'Printed');
      b.services.lesions.enterTimepoint(who, target, ids[1] ?? '', [{ lesionId: made[0] ?? '', assessment: rated[reads] === 0 ? { state: 'absent' } : measured(mm * (factors[rated[reads] ?? 1] ?? 1)) }]);
      b.services.synthetic.sign(who, target, ids[1] ?? '', 'assessed', 'Printed');
    });
  }));
  return async (query: string): Promise<StudyAnalysisReply> => (await b.get<StudyAnalysisReply>(`/api/study/analysis?study=${id}&${query}`)).body;
}

test('κ 0.4842 and 0.4701 with linear weights; bias −2.1, standard deviation 38.8 of Bland and Altman: in the analysis and in the figures drawn of it', async () => {
  const get = readStudy();
  const { agreement, ...reply } = await get('confirmed=false');
  const found = agreement?.readers;
  expect(found?.n).toBe(19);
  expect(found?.bestTable.map(({ first, second, n }) => `${first} ${second} ${n}`).sort()).toEqual(['CR PR 4', 'CR SD 1', 'PR PR 8', 'SD PR 1', 'SD SD 5']);
  const texts = [found?.best.kappa, found?.best.linear].map((one) => [one?.kappa, one?.se, one?.ciLow, one?.ciHigh, one?.seNull, one?.z, one?.p].map((value) => value?.toFixed(4)));
  expect(texts).toEqual([['0.4842', '0.1380', '0.2137', '0.7547', '0.1484', '3.2626', '0.0011'], ['0.4701', '0.1457', '0.1845', '0.7558', '0.1426', '3.2971', '0.0010']]);
  const matrix = figureSvg('agreement-readers', { ...reply, agreement }, { theme: 'nadir-print', at: '2026-11-21T00:00:00Z' }).svg;
  for (const words of ['κ 0.48', '95\u2009% CI 0.21 to 0.75', 'Agree in 13 of 19']) expect(matrix).toContain(words);

  const flow = await get(`confirmed=false&cutoff=${baseline}`);
  const sums = flow.agreement?.readers.sums;
  expect([sums?.limits.n, (10 * (sums?.limits.bias.value ?? NaN)).toFixed(1), (10 * (sums?.limits.sd ?? NaN)).toFixed(1)]).toEqual([17, '-2.1', '38.8']);
  // The paper goes on with 2 standard deviations of its rounded figures: -79.7 and 75.5; here they are 1.96.
  expect([(sums?.limits.lower.value ?? NaN) * 10 + 2.1, (sums?.limits.upper.value ?? NaN) * 10 + 2.1].map((value) => (value / 1.959964) * 2).map((value) => Math.abs(Math.abs(value) - 77.6) < 0.2)).toEqual([true, true]);
  const pairs = figureCsv('sums-readers', flow).trimEnd().split('\r\n').slice(1).map((line) => line.split(',').slice(3).map((cell) => (10 * Number(cell)).toFixed(1)));
  expect(pairs.sort()).toEqual(large.map((first, at) => [((first + (mini[at] ?? 0)) / 2).toFixed(1), (first - (mini[at] ?? 0)).toFixed(1)]).sort());
});
