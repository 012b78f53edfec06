import { NadirError } from '../common/index.ts';
import { encodeSlice, fileNameOf, seriesHeader } from './encode.ts';
import type { PlannedSubject, PlannedTimepoint } from './model.ts';
import { SeriesRenderer, type RenderOptions } from './phantom/render.ts';
import { subjects } from './subjects.ts';

/** One generated file; `fileName` is relative to the demo folder, with forward slashes. */
export type DemoFile = { readonly fileName: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** The plan of a subject's timepoint. Errors: notFound. */
export function plannedTimepoint(subjectCode: string, timepointIndex: number): { readonly subject: PlannedSubject; readonly timepoint: PlannedTimepoint } {
  const subject = subjects.find(({ code }) => code === subjectCode);
  const timepoint = subject?.timepoints[timepointIndex];
  if (!subject || !timepoint) {
    throw new NadirError('notFound', `The demo study has no timepoint ${timepointIndex} of subject ${subjectCode}. Subjects are ${subjects.map(({ code }) => code).join(', ')}.`);
  }
  return { subject, timepoint };
}

/**
 * Paints and encodes the CT series of one timepoint, slice by slice from the feet. The same arguments give the same bytes.
 * Slow work (about 20 ms a slice): run it in a worker. Errors: notFound.
 */
export function* generateDemoSeries(subjectCode: string, timepointIndex: number, options: RenderOptions = {}): Generator<DemoFile> {
  const { subject, timepoint } = plannedTimepoint(subjectCode, timepointIndex);
  const renderer = new SeriesRenderer(subject, timepoint, options);
  const header = seriesHeader(subject, timepoint, renderer.grid);
  for (let slice = 0; slice < renderer.grid.slices; slice += 1) {
    yield { fileName: fileNameOf(subject, timepoint, slice), bytes: encodeSlice(header, subject, timepoint, renderer.grid, slice, renderer.render(slice)) };
  }
}
