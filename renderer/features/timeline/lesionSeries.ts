import type { IsoDate } from '../../../src/common/index.ts';
import { countingDiameterMm, recordOf, type SubjectCase } from '../../../src/casefile/index.ts';
import type { SumSeries } from './sumSeries.ts';

/** One lesion's own diameters over time; null where it was not measured. */
export type LesionLine = { readonly id: string; readonly label: string; readonly points: readonly { readonly timepointId: string; readonly date: IsoDate; readonly mm: number | null }[] };

/** Lines of the chosen lesions: the diameter that counts, 0 where absent, 5 where too small to measure. */
export const lesionSeries = (subject: SubjectCase, { points }: SumSeries, lesionIds: readonly string[]): readonly LesionLine[] =>
  subject.lesions.filter(({ id }) => lesionIds.includes(id)).map((lesion) => ({
    id: lesion.id, label: lesion.label,
    points: points.map(({ timepointId, date }) => {
      const record = recordOf(subject, lesion.id, timepointId);
      return { timepointId, date, mm: !record ? null : record.state === 'absent' ? 0 : record.state === 'tooSmall' ? 5 : countingDiameterMm(lesion, record) };
    }),
  }));
