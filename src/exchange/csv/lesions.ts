import type { Lesion, SubjectCase } from '../../casefile/index.ts';
import { engineVersion } from '../../recist/index.ts';
import type { CaseWithResult } from './cases.ts';
import { writeCsv, type Column, type CsvOptions } from './write.ts';

type Row = { readonly subject: SubjectCase; readonly lesion: Lesion };

const columns: readonly Column<Row>[] = [
  { name: 'study', cell: ({ subject }) => subject.studyCode },
  { name: 'subject', cell: ({ subject }) => subject.code },
  { name: 'site', cell: ({ subject }) => subject.site },
  { name: 'lesion', cell: ({ lesion }) => lesion.label },
  { name: 'role', cell: ({ lesion }) => lesion.role },
  { name: 'organ', cell: ({ lesion }) => lesion.organ },
  { name: 'kind', cell: ({ lesion }) => lesion.kind },
  { name: 'description', cell: ({ lesion }) => lesion.description },
  { name: 'group', cell: ({ lesion }) => lesion.group },
  { name: 'placed_at', cell: ({ subject, lesion }) => subject.timepoints.find((timepoint) => timepoint.id === lesion.placedAt)?.label ?? null },
  { name: 'lesion_id', cell: ({ lesion }) => lesion.id },
  { name: 'engine_version', cell: () => engineVersion },
];

/** One row per lesion with its role, organ code and the timepoint it was first recorded at. */
export const lesionsCsv = (cases: readonly CaseWithResult[], options: CsvOptions): string =>
  writeCsv(columns, cases.flatMap(({ case: subject }) => subject.lesions.map((lesion) => ({ subject, lesion }))), options);
