import type { Lesion, SubjectCase } from '../../casefile/index.ts';
import { csvText, type Column } from './csvText.ts';

type Row = { readonly subject: SubjectCase; readonly lesion: Lesion };

const columns: readonly Column<Row>[] = [
  { name: 'study', value: ({ subject }) => subject.studyCode },
  { name: 'subject', value: ({ subject }) => subject.code },
  { name: 'site', value: ({ subject }) => subject.site },
  { name: 'lesion', value: ({ lesion }) => lesion.label },
  { name: 'role', value: ({ lesion }) => lesion.role },
  { name: 'organ', value: ({ lesion }) => lesion.organ },
  { name: 'kind', value: ({ lesion }) => lesion.kind },
  { name: 'description', value: ({ lesion }) => lesion.description },
  { name: 'group', value: ({ lesion }) => lesion.group },
  { name: 'placed_at', value: ({ subject, lesion }) => subject.timepoints.find((timepoint) => timepoint.id === lesion.placedAt)?.label },
];

/** One row per lesion with its role, organ code and the timepoint it was first recorded at. */
export const lesionsCsv = (subjects: readonly SubjectCase[]): string => csvText(columns, subjects.flatMap((subject) => subject.lesions.map((lesion) => ({ subject, lesion }))));
