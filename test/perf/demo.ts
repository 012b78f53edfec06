/** Time until the demo study's first subject and all of its files are on disk. */
import { generateDemo } from '../../src/demo/index.ts';
import { report } from './report.ts';

/** Writes the demo's files into `folder`. */
export async function benchDemo(folder: string): Promise<void> {
  const start = performance.now();
  let first = Number.NaN;
  let bytes = 0;
  for await (const series of generateDemo({ directory: folder })) {
    if (series.completesSubject && Number.isNaN(first)) first = (performance.now() - start) / 1000;
    bytes += series.bytes;
  }
  report(`Demo study, ${Math.round(bytes / 1e6)} MB of generated CT`, [
    { what: 'first subject whole', value: first, unit: 's', digits: 2, target: { atMost: 3 } },
    { what: 'all six subjects', value: (performance.now() - start) / 1000, unit: 's', digits: 2, target: { atMost: 20 } },
  ]);
}
