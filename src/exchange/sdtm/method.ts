/** How a lesion was imaged in terms of the method list (C85492), from the series the record was made on (interoperability 1.3.6). */
import { contrastOf, seriesOf, type Assessment, type SeriesSummary, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import type { ExportConfig } from '../model.ts';

const withContrast: Readonly<Record<string, { readonly given: string; readonly none: string }>> = {
  CT: { given: 'CONTRAST ENHANCED CT SCAN', none: 'CT SCAN WITHOUT CONTRAST' },
  MR: { given: 'CONTRAST ENHANCED MRI', none: 'MRI WITHOUT CONTRAST' },
};
const plain: Readonly<Record<string, string>> = {
  CT: 'CT SCAN', MR: 'MRI', PT: 'PET SCAN', US: 'ULTRASOUND', CR: 'X-RAY', DX: 'X-RAY', MG: 'MAMMOGRAPHY', XC: 'PHOTOGRAPHY', ES: 'ENDOSCOPY', NM: 'SCINTIGRAPHY',
};

function methodOfSeries(subject: SubjectCase, timepoint: Timepoint, series: SeriesSummary, rule: ExportConfig['method']): string | null {
  const isPetCt = series.modality === 'PT' && timepoint.series.some((one) => one.modality === 'CT' && one.dicomStudyUid === series.dicomStudyUid);
  if (isPetCt) return 'PET/CT SCAN';
  const terms = rule === 'contrastSpecific' ? withContrast[series.modality] : undefined;
  const contrast = terms ? contrastOf(subject, series) : undefined;
  if (terms && contrast !== undefined) return contrast ? terms.given : terms.none;
  return plain[series.modality] ?? null;
}

/**
 * --METHOD of a record: of the series it was drawn on; of a finding without callipers, of the timepoint where everything imaged there was imaged one way. Null: not known,
 * or entered as a number without images.
 */
export function methodOf(subject: SubjectCase, timepoint: Timepoint, record: Assessment, rule: ExportConfig['method']): string | null {
  const drawnOn = seriesOf(timepoint, record);
  if (drawnOn) return methodOfSeries(subject, timepoint, drawnOn, rule);
  const methods = new Set(timepoint.series.filter((one) => one.aside === undefined).map((one) => methodOfSeries(subject, timepoint, one, rule)));
  return methods.size === 1 ? ([...methods][0] ?? null) : null;
}
