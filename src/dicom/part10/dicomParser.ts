/** dicom-parser as this product uses it: a CommonJS bundle that has only a default export at run time, so it gets its types here. */
import type * as Parser from 'dicom-parser';
import bundle from 'dicom-parser';

type DataSetConstructor = new (reader: Parser.ByteArrayParser, bytes: Parser.ByteArray, elements: Record<string, Parser.Element>) => Parser.DataSet;

export const dicomParser = bundle as unknown as typeof Parser & { readonly DataSet: DataSetConstructor };

export function makeDataSet(reader: Parser.ByteArrayParser, bytes: Parser.ByteArray, elements: Record<string, Parser.Element>, warnings: string[]): Parser.DataSet {
  const dataSet = new dicomParser.DataSet(reader, bytes, elements);
  dataSet.warnings = warnings;
  return dataSet;
}
