import type { ReadSlot, SubjectCase } from '../casefile/index.ts';
import type { CaseWithResult, ExportStudy, Manifest } from '../exchange/index.ts';
import type { AnalysisRead } from '../endpoints/index.ts';
import { studyStream, type Change } from '../store/index.ts';
import { assembleCases } from './caseFile.ts';
import { announce, append } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { evaluateCase } from './evaluate.ts';
import { collectStudy, csvTable, type CsvKind, type ExportRequest } from './export/index.ts';
import { resultSlots } from './reads/reading.ts';
import { wholeRead } from './reads/viewpoint.ts';
import { requireStudy } from './studies.ts';

export type CsvFile = { readonly name: string; readonly text: string };

export type ExportService = {
  /** Every case of a study with its result, by code, from one consistent state; of a study with two readers the accepted read, else the first reader's (R-J07), or the read that is named. Errors: notFound. */
  cases(studyId: string, read?: AnalysisRead): readonly CaseWithResult[];
  /** Writes into the study's trail that a package was made of it, with the SHA-256 of its manifest. Errors: notFound. */
  record(context: RequestContext, studyId: string, manifest: Manifest, manifestSha256: string): void;
  /** One table of a study for a spreadsheet, as a package of the whole study holds it. The same facts give the same bytes. Written to the study's audit trail. Errors: notFound; refused blinded. */
  csv(context: RequestContext, studyId: string, kind: CsvKind): CsvFile;
  /** The facts of a study for the writers of an export, limited to what was asked and what whoever asks may take. Errors: notFound; refused blinded, centralOnly, notARead. */
  collect(context: RequestContext, studyId: string, request: ExportRequest): ExportStudy;
};

/** Files for the EDC and the spreadsheet. */
export function createExports(deps: ServiceDeps): ExportService {
  const { store } = deps;
  const cases = (studyId: string, read: AnalysisRead = 'accepted'): readonly CaseWithResult[] => {
    const found = store.read((): readonly SubjectCase[] => {
      const study = requireStudy(deps, studyId);
      const ids = store.subjects.ofStudy(studyId).map((one) => one.id);
      const slots = read === 'accepted' ? resultSlots(deps, study, ids) : new Map<string, ReadSlot>(ids.map((id) => [id, read]));
      const bySlot = Map.groupBy(ids, (id) => slots.get(id) ?? 'site');
      const assembled = new Map([...bySlot].flatMap(([slot, some]) => [...assembleCases(deps, study, some, false, wholeRead(slot))]));
      return ids.flatMap((id) => assembled.get(id) ?? []);
    });
    return found.map((one) => ({ case: one, result: evaluateCase(one) }));
  };
  return {
    cases,
    collect: (context, studyId, request) => collectStudy(deps, context, studyId, request),
    record(context, studyId, manifest, manifestSha256) {
      store.write(() => {
        const { code } = requireStudy(deps, studyId);
        const { formats, data, files, contentSha256 } = manifest;
        const after = { format: formats.join(', '), cutOff: data.cutOff, reads: data.reads, subjects: data.subjects.length, leftOut: data.leftOut, files: files.length, manifestSha256, contentSha256, exportId: manifest.export.id };
        const change: Change = { stream: studyStream(studyId), kind: 'ExportCreated', type: 'occurrence', key: deps.newId(), after };
        append(deps, context, { what: `${code} exported: ${formats.join(', ')}`, undoable: false, ...(manifest.export.reason === null ? {} : { reason: manifest.export.reason }), changes: [change] });
      });
      announce(deps, studyId, new Map());
    },
    csv(context, studyId, kind) {
      const { name, text } = csvTable(collectStudy(deps, context, studyId, {}), kind);
      return store.write(() => {
        const change: Change = { stream: studyStream(studyId), kind: 'ExportCreated', type: 'occurrence', key: deps.newId(), after: { format: 'csv', kind, name } };
        append(deps, context, { what: `${name} exported`, undoable: false, changes: [change] });
        return { name, text };
      });
    },
  };
}
