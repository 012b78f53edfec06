/** The writers of the tabulations: SAS transport files with define.xml, and Dataset-JSON with the same define.xml; CSV beside both. */
import { terminologyPackage } from '../../casefile/index.ts';
import type { ExportFile, ExportStudy } from '../model.ts';
import { sourceSystem, writeDatasetJson, type FileOrigin } from './datasetJson.ts';
import { writeDefineXml } from './defineXml.ts';
import { writeSdtmCsv } from './sdtmCsv.ts';
import { datasetsOf, tumourRows } from './tumourDatasets.ts';
import { writeXpt } from './xpt.ts';

/** What all files of one export say of where they come from. */
export const originOf = (study: ExportStudy): FileOrigin => ({
  studyCode: study.code, title: study.title, createdAt: study.createdAt, asOf: study.asOf, originator: study.config.laboratory === '' ? sourceSystem : study.config.laboratory,
  systemVersion: study.versions.product, terminology: terminologyPackage, collectedBy: study.isDouble ? 'Vendor' : 'Investigator',
});

/** `sdtm/`: tu, tr, rs, relrec and supp-- as .xpt and .csv, and define.xml. Files of datasets without rows are not written (interoperability 1.1). */
export function* writeSdtm(study: ExportStudy): Iterable<ExportFile> {
  const origin = originOf(study);
  const datasets = datasetsOf(tumourRows(study));
  for (const dataset of datasets) {
    const path = `sdtm/${dataset.name.toLowerCase()}`;
    yield { path: `${path}.xpt`, bytes: writeXpt(dataset, study.asOf), rows: dataset.rows.length };
    yield { path: `${path}.csv`, bytes: writeSdtmCsv(dataset), rows: dataset.rows.length };
  }
  yield { path: 'sdtm/define.xml', bytes: writeDefineXml(datasets, origin) };
}

/** `dataset-json/`: the same datasets as Dataset-JSON 1.1, and their define.xml. */
export function* writeDatasetJsonFiles(study: ExportStudy): Iterable<ExportFile> {
  const origin = originOf(study);
  const datasets = datasetsOf(tumourRows(study));
  for (const dataset of datasets) yield { path: `dataset-json/${dataset.name.toLowerCase()}.json`, bytes: writeDatasetJson(dataset, origin), rows: dataset.rows.length };
  yield { path: 'dataset-json/define.xml', bytes: writeDefineXml(datasets, origin, 'json') };
}
