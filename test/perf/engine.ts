/** Subject histories per second through the rules engine: 5 lesions × 8 timepoints each. */
import { addDays, type IsoDate } from '../../src/common/index.ts';
import { evaluateSubject, runEngineRequest } from '../../src/endpoints/index.ts';
import type { SubjectInput } from '../../src/recist/index.ts';
import { median, report } from './report.ts';

const origin = '2024-01-08' as IsoDate;
const organs = ['liver', 'liver', 'lung', 'lung', 'lymphNode'] as const;

/** Histories that differ, so that no two runs take the same path through the rules. */
function history(seed: number): SubjectInput {
  const size = (lesion: number, timepoint: number) => Math.round((22 + lesion * 4 + ((seed * 7 + lesion * 13 + timepoint * 5) % 11) - timepoint * (seed % 3)) * 10) / 10;
  return {
    subject: { randomisationDate: origin },
    baseline: { date: origin, targets: organs.map((organ, at) => ({ id: `T${at + 1}`, kind: organ === 'lymphNode' ? 'node' : 'nonNodal', organ, sizeMm: size(at, 0), method: 'CT', sliceThicknessMm: 3 })), nonTargets: [{ id: 'N1', kind: 'nonNodal', organ: 'pleura' }] },
    timepoints: Array.from({ length: 8 }, (_, at) => ({
      id: `TP${at + 1}`, date: addDays(origin, 56 * (at + 1)),
      targets: Object.fromEntries(organs.map((_organ, lesion) => [`T${lesion + 1}`, { state: 'measured' as const, value: size(lesion, at + 1) }])),
      nonTargets: { N1: { status: 'present' as const } }, newLesions: seed % 17 === 0 && at === 6 ? [{ id: 'X1', status: 'unequivocal' as const }] : [],
    })),
  };
}

export function benchEngine(): void {
  const inputs = Array.from({ length: 4000 }, (_, seed) => history(seed));
  const perSecond = (work: () => void) => {
    const rates: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const start = performance.now();
      work();
      rates.push(inputs.length / ((performance.now() - start) / 1000));
    }
    // The first rounds warm the compiler up.
    return median(rates.slice(2));
  };
  const requests = inputs.map((input) => ({ op: 'subject', input }));
  report('Engine, 5 lesions × 8 timepoints', [
    { what: 'in process', value: perSecond(() => inputs.forEach((input) => evaluateSubject(input))), unit: 'subjects/s', digits: 0, target: { atLeast: 50_000 } },
    { what: 'as `nadir engine` requests in one array', value: perSecond(() => { runEngineRequest(requests); }), unit: 'subjects/s', digits: 0, target: { atLeast: 20_000 } },
  ]);
}
