/** TU: one row per lesion, fragment and joint lesion of a read, at the visit it was first recorded at (interoperability 1.4.2). */
import type { SdtmRow } from '../dataset.ts';
import { locationOf } from '../location.ts';
import type { ExportedTimepoint, ReadContext } from './context.ts';
import type { TabulatedLesion } from './lesionRecords.ts';
import { tuRow, type NewRow } from './rowShapes.ts';
import type { Qualifier } from './supplemental.ts';

const testNames = { TUMIDENT: 'Tumor Identification', TUSPLIT: 'Tumor Split', TUMERGE: 'Tumor Merged' } as const;

export type IdentificationRow = { readonly row: NewRow; readonly qualifiers: readonly Qualifier[] };

const yesNo = (value: boolean | undefined): string | undefined => (value === undefined ? undefined : value ? 'Y' : 'N');

/** The TU row of a lesion from its first row in TR: image, method and day are the same. */
export function identificationRow(context: ReadContext, at: ExportedTimepoint, { id, category, test, parent, lesion }: TabulatedLesion, first: SdtmRow): IdentificationRow {
  const { term, laterality, direction } = locationOf(lesion);
  const date = first['TRDTC'] ?? at.scanned;
  return {
    row: tuRow(context.source, at.visit, {
      id, parent, category, code: test, name: testNames[test], location: term, laterality, direction, portion: lesion.group ? 'MULTIPLE' : null,
      image: first['TRREFID'] ?? null, method: first['TRMETHOD'] ?? null, date: date === null ? null : String(date),
    }),
    qualifiers: test === 'TUMIDENT' ? [
      { name: 'TULOCDTL', label: 'Location Detail', origin: 'Collected', text: lesion.description },
      { name: 'TUPREVIR', label: 'Previously Irradiated', origin: 'Collected', text: yesNo(lesion.traits?.previousLocalTherapy) },
      { name: 'TUPREISP', label: 'Irradiated then Subsequent Progression', origin: 'Collected', text: yesNo(lesion.traits?.progressedSinceLocalTherapy) },
    ] : [],
  };
}
