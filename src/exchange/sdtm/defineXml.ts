/** Define-XML 2.1 of the datasets of an export: their variables, lengths, code lists (interoperability 1.9). */
import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import { dataTypeOf, itemOidOf, metaDataOidOf, sourceSystem, studyOidOf, type FileOrigin } from './datasetJson.ts';
import { numberShapes, textLengths, valuesOf, type SdtmDataset } from './dataset.ts';
import { codeListOf } from './terminology.ts';

const namespaces = { xmlns: 'http://www.cdisc.org/ns/odm/v1.3', 'xmlns:def': 'http://www.cdisc.org/ns/def/v2.1', 'xmlns:xlink': 'http://www.w3.org/1999/xlink' } as const;
const dataTypes = { string: 'text', integer: 'integer', double: 'float', date: 'date' } as const;
const externalCode = 'nci:ExtCodeID';

/** A list used by a column, with the values that occur in it: what a data set holds is listed, not the whole terminology. */
type UsedList = { readonly code: string; readonly values: Set<string> };

const describe = (parent: XMLBuilder, text: string): void => void parent.ele('Description').ele('TranslatedText', { 'xml:lang': 'en' }).txt(text);

/** Code lists that the text columns of the datasets use, by NCI code, each with its values in the order they occur. */
function usedLists(datasets: readonly SdtmDataset[]): ReadonlyMap<string, UsedList> {
  const used = new Map<string, UsedList>();
  for (const dataset of datasets) {
    for (const { name, codeList } of dataset.variables) {
      if (codeList === undefined) continue;
      const values = valuesOf(dataset, name);
      if (values.size === 0) continue;
      const list = used.get(codeList) ?? { code: codeList, values: new Set() };
      for (const value of values) list.values.add(value);
      used.set(codeList, list);
    }
  }
  return used;
}

const listOid = (code: string): string => `CL.${codeListOf(code)?.submissionValue ?? code}`;

function itemGroup(parent: XMLBuilder, dataset: SdtmDataset, extension: string): void {
  const { name, variables, keys } = dataset;
  const file = `${name.toLowerCase()}.${extension}`;
  const isSupplemental = name.startsWith('SUPP') || name === 'RELREC';
  const group = parent.ele('ItemGroupDef', {
    OID: `IG.${name}`, Name: name, Repeating: 'Yes', IsReferenceData: 'No', SASDatasetName: name, ...(name === 'RELREC' ? {} : { Domain: isSupplemental ? name.slice(4) : name }), Purpose: 'Tabulation',
    'def:Structure': dataset.structure, 'def:ArchiveLocationID': `LF.${name}`, 'def:StandardOID': 'STD.1',
  });
  describe(group, dataset.label);
  variables.forEach((variable, index) => {
    const key = keys.indexOf(variable.name) + 1;
    group.ele('ItemRef', { ItemOID: itemOidOf(dataset, variable), OrderNumber: index + 1, Mandatory: variable.core === 'Req' ? 'Yes' : 'No', ...(key > 0 ? { KeySequence: key } : {}) });
  });
  group.ele('def:Class', { Name: dataset.className });
  group.ele('def:leaf', { ID: `LF.${name}`, 'xlink:href': file }).ele('def:title').txt(file);
}

function itemDefs(parent: XMLBuilder, dataset: SdtmDataset, used: ReadonlyMap<string, UsedList>, origin: FileOrigin): void {
  const [lengths, shapes] = [textLengths(dataset), numberShapes(dataset)];
  for (const variable of dataset.variables) {
    const dataType = dataTypes[dataTypeOf(dataset, variable)];
    const shape = shapes.get(variable.name);
    const length = shape?.length ?? lengths.get(variable.name) ?? 1;
    const item = parent.ele('ItemDef', {
      OID: itemOidOf(dataset, variable), Name: variable.name, SASFieldName: variable.name, DataType: dataType,
      ...(dataType === 'date' ? {} : { Length: length }), ...(dataType === 'float' ? { SignificantDigits: shape?.decimals ?? 0 } : {}),
    });
    describe(item, variable.label);
    if (variable.codeList !== undefined && used.has(variable.codeList)) item.ele('CodeListRef', { CodeListOID: listOid(variable.codeList) });
    item.ele('def:Origin', { Type: variable.origin, Source: variable.origin === 'Collected' ? origin.collectedBy : 'Sponsor' });
  }
}

/** A value that the published list does not have is marked as extended (def:ExtendedValue). */
function codeList(parent: XMLBuilder, { code, values }: UsedList): void {
  const list = codeListOf(code);
  const element = parent.ele('CodeList', { OID: listOid(code), Name: list?.name ?? code, DataType: 'text', 'def:StandardOID': 'STD.2' });
  const known = [...(list?.terms ?? [])].filter(([value]) => values.has(value));
  for (const [value, termCode] of known) element.ele('EnumeratedItem', { CodedValue: value }).ele('Alias', { Name: termCode, Context: externalCode });
  for (const value of values) if (!list?.terms.has(value)) element.ele('EnumeratedItem', { CodedValue: value, 'def:ExtendedValue': 'Yes' });
  element.ele('Alias', { Name: code, Context: externalCode });
}

/** define.xml of the datasets in the order given; they lie beside it as files with `extension`. */
export function writeDefineXml(datasets: readonly SdtmDataset[], origin: FileOrigin, extension: 'xpt' | 'json' = 'xpt'): Uint8Array {
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('ODM', {
    ...namespaces, ODMVersion: '1.3.2', FileType: 'Snapshot', FileOID: `${origin.studyCode}.DEFINE.${origin.asOf}`, CreationDateTime: origin.createdAt, AsOfDateTime: origin.asOf,
    Originator: origin.originator, SourceSystem: sourceSystem, SourceSystemVersion: origin.systemVersion, 'def:Context': 'Other',
  });
  const study = root.ele('Study', { OID: studyOidOf(origin) });
  const global = study.ele('GlobalVariables');
  global.ele('StudyName').txt(origin.studyCode);
  global.ele('StudyDescription').txt(origin.title === '' ? origin.studyCode : origin.title);
  global.ele('ProtocolName').txt(origin.studyCode);
  const version = study.ele('MetaDataVersion', { OID: metaDataOidOf(origin), Name: `Tumour domains of ${origin.studyCode}`, 'def:DefineVersion': '2.1.0' });
  const standards = version.ele('def:Standards');
  standards.ele('def:Standard', { OID: 'STD.1', Name: 'SDTMIG', Type: 'IG', Version: '3.4', Status: 'Final' });
  standards.ele('def:Standard', { OID: 'STD.2', Name: 'CDISC/NCI', Type: 'CT', PublishingSet: 'SDTM', Version: origin.terminology, Status: 'Final' });
  const used = usedLists(datasets);
  for (const dataset of datasets) itemGroup(version, dataset, extension);
  for (const dataset of datasets) itemDefs(version, dataset, used, origin);
  for (const list of used.values()) codeList(version, list);
  return new TextEncoder().encode(`${root.end({ prettyPrint: true })}\n`);
}
