/** The door of reports. What writes PDF is loaded when a report is written: it takes longer to load than a host to start. */
import type { ExportFile, ExportPorts, ExportStudy } from '../model.ts';

export type { ReportFont } from './model.ts';

/**
 * PDF of an export: `pdf/SUBJECT/SUBJECT-site.pdf` and `…-TP3.pdf` for every read, `pdf/study-report.pdf` where the whole study is exported. The same facts give
 * the same bytes. A subject without a read gets no file.
 */
export async function* writePdf(study: ExportStudy, ports: ExportPorts): AsyncIterable<ExportFile> {
  const { reportFiles } = await import('./write.ts');
  yield* reportFiles(study, ports);
}
