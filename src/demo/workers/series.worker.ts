/** Generates one series in a worker thread and writes its files, so that neither painting nor disk holds the main thread. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generateDemoSeries } from '../series.ts';

export type SeriesTask = { readonly subjectCode: string; readonly timepointIndex: number; readonly directory: string };
export type SeriesFiles = { readonly files: readonly string[]; readonly bytes: number };

/** Writes the series below `directory` and answers with the files' names relative to it. */
export default async function writeSeries({ subjectCode, timepointIndex, directory }: SeriesTask): Promise<SeriesFiles> {
  const files: string[] = [];
  let bytes = 0;
  let writing: Promise<void> = Promise.resolve();
  for (const file of generateDemoSeries(subjectCode, timepointIndex)) {
    const target = path.join(directory, file.fileName);
    if (files.length === 0) await mkdir(path.dirname(target), { recursive: true });
    // One write in flight while the next slice is painted.
    await writing;
    writing = writeFile(target, file.bytes);
    files.push(file.fileName);
    bytes += file.bytes.byteLength;
  }
  await writing;
  return { files, bytes };
}
