/** CDISC Dataset-JSON 1.1: one object a file, keys in the order of the standard, rows as arrays (interoperability 1.8). */
import { numberShapes, textLengths, wholeDates, type SdtmDataset, type SdtmVariable } from './dataset.ts';
import { utf8Of } from './utf8.ts';

/** Who made the file from what: the parts that all files of an export share. */
export type FileOrigin = {
  readonly studyCode: string;
  readonly title: string;
  /** UTC instant of the export. */
  readonly createdAt: string;
  /** UTC instant of the last fact in it. */
  readonly asOf: string;
  readonly originator: string;
  readonly systemVersion: string;
  /** Date of the package of controlled terminology. */
  readonly terminology: string;
  /** Who collected the values: a central laboratory's readers, or the sites. */
  readonly collectedBy: 'Vendor' | 'Investigator';
};

export const sourceSystem = 'Nadir';
export const studyOidOf = ({ studyCode }: Pick<FileOrigin, 'studyCode'>): string => `S.${studyCode}`;
export const metaDataOidOf = ({ studyCode }: Pick<FileOrigin, 'studyCode'>): string => `MDV.${studyCode}.SDTMIG.3.4`;
export const itemOidOf = (dataset: Pick<SdtmDataset, 'name'>, { name }: SdtmVariable): string => `IT.${dataset.name}.${name}`;

/** Data type of a column as Dataset-JSON names it. */
export function dataTypeOf(dataset: SdtmDataset, { name, type }: SdtmVariable): 'string' | 'integer' | 'double' | 'date' {
  if (type === 'N') return numberShapes(dataset).get(name)?.isInteger === false ? 'double' : 'integer';
  return wholeDates(dataset).has(name) ? 'date' : 'string';
}

/** The dataset as Dataset-JSON 1.1 text in UTF-8. Missing text is "", every other missing value null. */
export function writeDatasetJson(dataset: SdtmDataset, origin: FileOrigin): Uint8Array {
  const lengths = textLengths(dataset);
  const columns = dataset.variables.map((variable) => {
    const dataType = dataTypeOf(dataset, variable);
    const key = dataset.keys.indexOf(variable.name) + 1;
    return {
      itemOID: itemOidOf(dataset, variable), name: variable.name, label: variable.label, dataType,
      ...(dataType === 'string' ? { length: lengths.get(variable.name) ?? 1 } : {}), ...(key > 0 ? { keySequence: key } : {}),
    };
  });
  const head = {
    datasetJSONCreationDateTime: origin.createdAt, datasetJSONVersion: '1.1.0', fileOID: `${origin.studyCode}.${dataset.name}.${origin.asOf}`,
    dbLastModifiedDateTime: origin.asOf < origin.createdAt ? origin.asOf : origin.createdAt, originator: origin.originator, sourceSystem: { name: sourceSystem, version: origin.systemVersion },
    studyOID: studyOidOf(origin), metaDataVersionOID: metaDataOidOf(origin), metaDataRef: 'define.xml', itemGroupOID: `IG.${dataset.name}`,
    records: dataset.rows.length, name: dataset.name, label: dataset.label, columns,
  };
  const missing = columns.map(({ dataType }) => (dataType === 'string' ? '' : null));
  return utf8Of(linesOf(dataset, JSON.stringify(head).slice(0, -1), missing));
}

/** The object as text: its head without the closing brace, then the rows, one a line. */
function* linesOf({ variables, rows }: SdtmDataset, head: string, missing: readonly ('' | null)[]): Iterable<string> {
  const names = variables.map(({ name }) => name);
  yield `${head},"rows":[\n`;
  for (const [at, row] of rows.entries()) yield `${at === 0 ? '' : ',\n'}${JSON.stringify(names.map((name, index) => row[name] ?? missing[index]))}`;
  yield '\n]}\n';
}
