/**
 * One subject for the tests of hanging: several reconstructions per timepoint, another table position at TP1, no series like baseline's at TP2. The target T1 is an
 * ellipsoid of 30 × 20 mm at baseline, 36 × 20 mm at TP1 and TP2.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { asId, type SeriesId } from '../../src/common/index.ts';
import { createImportPool, importInto, openCore, type Core } from '../../src/host/index.ts';
import { syntheticSeries, writeSynthetic, type Point, type SyntheticRecipe } from '../fixtures/dicom.ts';

/** By how much the table stands elsewhere at TP1, mm. */
export const tableShiftMm = 112.5;
const centre: Point = [20, 10, -60];

type Planned = { readonly timepoint: number; readonly recipe: SyntheticRecipe };

function scan(timepoint: number, number: number, thicknessMm: number, over: SyntheticRecipe = {}): Planned {
  const shift = timepoint === 1 ? tableShiftMm : 0;
  const half: Point = [timepoint === 0 ? 15 : 18, 10, 12];
  const slices = Math.round(150 / thicknessMm);
  return {
    timepoint,
    recipe: {
      patientId: 'H-01', name: `tp${timepoint} series ${number}`, dicomStudy: `tp${timepoint}`, frameOfReference: `tp${timepoint}`, seriesNumber: number, seriesDescription: 'Abdomen portal venous', kernel: 'B30f', contrast: 'Iodine',
      studyDate: ['20250106', '20250303', '20250428'][timepoint] ?? '20250106', rows: 128, columns: 128, spacingMm: [2, 2], stepMm: thicknessMm, thicknessMm, slices, origin: [-127, -127, -150 + shift],
      ellipsoids: [{ centre: [0, 0, -75 + shift], halfMm: [110, 80, 300], hu: 60 }, { centre: [centre[0], centre[1], centre[2] + shift], halfMm: half, hu: 0 }], ...over,
    },
  };
}

const lung: SyntheticRecipe = { seriesDescription: 'Chest lung', kernel: 'B70f' };
const planned: readonly Planned[] = [
  scan(0, 4, 3), scan(0, 5, 3, lung),
  scan(1, 2, 3, lung), scan(1, 3, 5), scan(1, 4, 3),
  scan(2, 3, 5),
];

/** Records T1 on the 3 mm series of baseline, and answers the subject's id. */
function placeTarget(core: Core, subjectId: string): void {
  const { case: subject } = core.services.readCase(subjectId);
  const baseline = subject.timepoints[0];
  const series = baseline?.series.find(({ number }) => number === 4);
  const slice = series && core.services.series.images(series.id).slices.find(({ origin }) => origin?.[2] === centre[2]);
  if (!baseline || !series || !slice) throw new Error('the baseline series is not as planned');
  const [x, y, z] = centre;
  core.services.lesions.place(core.context, { subjectId, expectedRevision: null }, {
    timepointId: baseline.id, role: 'target', organ: 'liver', kind: 'nonNodal', description: '', group: false,
    assessment: {
      state: 'measured', claimedLongMm: 30, claimedShortMm: 20,
      caliper: { seriesId: series.id, sopInstanceUid: slice.sopInstanceUid, frameNumber: 1, longAxis: [[x - 15, y, z], [x + 15, y, z]], shortAxis: [[x, y - 10, z], [x, y + 10, z]], shortAxisProvisional: false, renderer: 'generated' },
    },
  });
}

/** A data folder with the subject in it, and the way to remove it. */
export async function makeHangingCase(): Promise<{ readonly dataFolder: string; readonly remove: () => void }> {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'nadir-hanging-'));
  const files = mkdtempSync(path.join(os.tmpdir(), 'nadir-hanging-files-'));
  for (const { recipe } of planned) await writeSynthetic(path.join(files, recipe.name ?? ''), syntheticSeries(recipe));
  const core = openCore(dataFolder, { exclusive: true });
  const pool = createImportPool();
  try {
    const { id: studyId } = core.services.studies.create(core.context, { code: 'HANG', title: 'Hanging', template: 'phase2' });
    const { seriesIds } = await importInto({ paths: [files], owned: false }, { core, pool, studyId, sourceName: 'hanging' });
    const nameOf = (seriesId: string) => { const { series } = core.services.series.images(seriesId); return `${series.date} ${series.number}`; };
    const dates = ['2025-01-06', '2025-03-03', '2025-04-28'];
    const [subjectId = ''] = core.services.assignments.assign(core.context, studyId, seriesIds.map((seriesId) => ({
      seriesId: asId<SeriesId>(seriesId), subjectId: null, newSubjectCode: 'H-01', timepointIndex: dates.findIndex((date) => nameOf(seriesId).startsWith(date)),
    })));
    placeTarget(core, subjectId);
  } finally {
    await pool.close();
    core.store.close();
    rmSync(files, { recursive: true, force: true });
  }
  return { dataFolder, remove: () => rmSync(dataFolder, { recursive: true, force: true }) };
}
