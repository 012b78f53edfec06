/**
 * One subject for the tests of the lesions' lives: baseline and two follow-ups, one series each, table and patient where they were. Lesions are ellipsoids at known
 * places; what a test draws is drawn from end to end of them. Four targets, and nothing else, are recorded at baseline.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Caliper } from '../../src/casefile/index.ts';
import { asId, type SeriesId } from '../../src/common/index.ts';
import { createImportPool, importInto, openCore, type Core } from '../../src/host/index.ts';
import type { LesionKind, OrganCode } from '../../src/recist/index.ts';
import { syntheticSeries, writeSynthetic, type Point } from '../fixtures/dicom.ts';

export type Place = { readonly centre: Point; readonly longMm: number; readonly shortMm: number };
const at = (x: number, y: number, z: number, longMm: number, shortMm: number): Place => ({ centre: [x, y, z], longMm, shortMm });

/** What lies where, by timepoint. Long axes along x, short axes along y. */
export const places = {
  T1: [at(-60, 0, -60, 30, 20), null, at(-60, 0, -60, 24, 18)],
  T1a: [null, at(-68, 0, -60, 12, 10), null],
  T1b: [null, at(-50, 0, -60, 9, 8), null],
  T2: [at(40, -20, -60, 20, 16), at(48, -20, -60, 34, 18), at(40, -20, -60, 18, 14)],
  T3: [at(66, -20, -60, 18, 14), null, null],
  T4: [at(0, 40, -30, 26, 18), at(0, 40, -30, 24, 16), at(0, 40, -30, 24, 16)],
  kidney: [at(-40, 50, -90, 22, 16), at(-40, 50, -90, 20, 15), at(-40, 50, -90, 20, 15)],
  small: [at(10, -40, -90, 8, 6), null, null],
  node: [at(40, 40, -90, 16, 12), null, null],
  fresh: [null, at(-10, -50, -30, 8, 6), at(-10, -50, -30, 14, 12)],
} as const satisfies Record<string, readonly [Place | null, Place | null, Place | null]>;

export const dates = ['2025-01-06', '2025-03-03', '2025-04-28'] as const;

const body = { centre: [0, 0, -75] as Point, halfMm: [110, 80, 300] as Point, hu: 60 };
const half = ({ longMm, shortMm }: Place): Point => [longMm / 2, shortMm / 2, 5];

function seriesAt(timepoint: number) {
  const here = Object.values(places).flatMap((course) => course[timepoint] ?? []);
  return syntheticSeries({
    patientId: 'L-01', name: `tp${timepoint}`, dicomStudy: `tp${timepoint}`, frameOfReference: `tp${timepoint}`, seriesNumber: 3, seriesDescription: 'Abdomen portal venous', kernel: 'B30f', contrast: 'Iodine',
    studyDate: (dates[timepoint] ?? '').replaceAll('-', ''), rows: 128, columns: 128, spacingMm: [2, 2], stepMm: 3, thicknessMm: 3, slices: 50, origin: [-127, -127, -150],
    ellipsoids: [body, ...here.map((place) => ({ centre: place.centre, halfMm: half(place), hu: 0 }))],
  });
}

const recorded: readonly { readonly label: keyof typeof places; readonly organ: OrganCode; readonly kind: LesionKind; readonly description: string }[] = [
  { label: 'T1', organ: 'liver', kind: 'nonNodal', description: 'Segment 6' }, { label: 'T2', organ: 'lung', kind: 'nonNodal', description: 'Left lower lobe' },
  { label: 'T3', organ: 'lung', kind: 'nonNodal', description: 'Lingula' }, { label: 'T4', organ: 'lymphNode', kind: 'node', description: 'Para-aortic' },
];

function placeTargets(core: Core, subjectId: string): void {
  const baseline = core.services.readCase(subjectId).case.timepoints[0];
  const series = baseline?.series[0];
  if (!baseline || !series) throw new Error('the baseline has no series');
  const { slices } = core.services.series.images(series.id);
  for (const { label, organ, kind, description } of recorded) {
    const place = places[label][0];
    const slice = place && slices.find(({ origin }) => origin?.[2] === place.centre[2]);
    if (!place || !slice) throw new Error(`no slice at ${label}`);
    const [x, y, z] = place.centre;
    const caliper: Omit<Caliper, 'seriesId'> & { seriesId: string } = {
      seriesId: series.id, sopInstanceUid: slice.sopInstanceUid, frameNumber: 1, renderer: 'generated', shortAxisProvisional: false,
      longAxis: [[x - place.longMm / 2, y, z], [x + place.longMm / 2, y, z]], shortAxis: [[x, y - place.shortMm / 2, z], [x, y + place.shortMm / 2, z]],
    };
    core.services.lesions.place(core.context, { subjectId, expectedRevision: null }, {
      timepointId: baseline.id, role: 'target', organ, kind, description, group: false, assessment: { state: 'measured', claimedLongMm: place.longMm, claimedShortMm: place.shortMm, caliper },
    });
  }
}

/** A data folder with the subject in it, and the way to remove it. */
export async function makeLifecycleCase(): Promise<{ readonly dataFolder: string; readonly remove: () => void }> {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'nadir-lifecycle-'));
  const files = mkdtempSync(path.join(os.tmpdir(), 'nadir-lifecycle-files-'));
  for (const timepoint of [0, 1, 2]) await writeSynthetic(path.join(files, `tp${timepoint}`), seriesAt(timepoint));
  const core = openCore(dataFolder, { exclusive: true });
  const pool = createImportPool();
  try {
    const { id: studyId } = core.services.studies.create(core.context, { code: 'LIFE', title: 'Lives of lesions', template: 'phase2' });
    const { seriesIds } = await importInto({ paths: [files], owned: false }, { core, pool, studyId, sourceName: 'lifecycle' });
    const dateOf = (seriesId: string): string => core.services.series.images(seriesId).series.date ?? '';
    const [subjectId = ''] = core.services.assignments.assign(core.context, studyId, seriesIds.map((seriesId) => ({
      seriesId: asId<SeriesId>(seriesId), subjectId: null, newSubjectCode: 'L-01', timepointIndex: dates.findIndex((date) => date === dateOf(seriesId)),
    })));
    placeTargets(core, subjectId);
  } finally {
    await pool.close();
    core.store.close();
    rmSync(files, { recursive: true, force: true });
  }
  return { dataFolder, remove: () => rmSync(dataFolder, { recursive: true, force: true }) };
}
