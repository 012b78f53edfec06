/** Define-XML 2.1 of the datasets of an export: their variables, lengths, code lists (interoperability 1.9). */
import { el, writeXml, type XmlElement } from '../xml/index.ts';
import { dataTypeOf, itemOidOf, metaDataOidOf, sourceSystem, studyOidOf, type FileOrigin } from './datasetJson.ts';
import { numberShapes, textLengths, valuesOf, type SdtmDataset } from './dataset.ts';
import { codeListOf } from './terminology.ts';

const namespaces = { xmlns: 'http://www.cdisc.org/ns/odm/v1.3', 'xmlns:def': 'http://www.cdisc.org/ns/def/v2.1', 'xmlns:xlink': 'http://www.w3.org/1999/xlink' } as const;
const dataTypes = { string: 'text', integer: 'integer', double: 'float', date: 'date' } as const;
const externalCode = 'nci:ExtCodeID';

/** A list used by a column, with the values that occur in it: what a data set holds is listed, not the whole terminology. */
type UsedList = { readonly code: string; readonly values: Set<string> };

const description = (text: string): XmlElement => el('Description', {}, [el('TranslatedText', { 'xml:lang': 'en' }, text)]);

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

function itemGroup(dataset: SdtmDataset, extension: string): XmlElement {
  const { name, variables, keys } = dataset;
  const file = `${name.toLowerCase()}.${extension}`;
  const isSupplemental = name.startsWith('SUPP') || name === 'RELREC';
  return el('ItemGroupDef', {
    OID: `IG.${name}`, Name: name, Repeating: 'Yes', IsReferenceData: 'No', SASDatasetName: name, Domain: name === 'RELREC' ? null : isSupplemental ? name.slice(4) : name, Purpose: 'Tabulation',
    'def:Structure': dataset.structure, 'def:ArchiveLocationID': `LF.${name}`, 'def:StandardOID': 'STD.1',
  }, [
    description(dataset.label),
    ...variables.map((variable, index) => el('ItemRef', { ItemOID: itemOidOf(dataset, variable), OrderNumber: index + 1, Mandatory: variable.core === 'Req' ? 'Yes' : 'No', KeySequence: keys.indexOf(variable.name) + 1 || null })),
    el('def:Class', { Name: dataset.className }),
    el('def:leaf', { ID: `LF.${name}`, 'xlink:href': file }, [el('def:title', {}, file)]),
  ]);
}

function itemDefs(dataset: SdtmDataset, used: ReadonlyMap<string, UsedList>, origin: FileOrigin): readonly XmlElement[] {
  const [lengths, shapes] = [textLengths(dataset), numberShapes(dataset)];
  return dataset.variables.map((variable) => {
    const dataType = dataTypes[dataTypeOf(dataset, variable)];
    const shape = shapes.get(variable.name);
    const length = shape?.length ?? lengths.get(variable.name) ?? 1;
    return el('ItemDef', {
      OID: itemOidOf(dataset, variable), Name: variable.name, SASFieldName: variable.name, DataType: dataType,
      Length: dataType === 'date' ? null : length, SignificantDigits: dataType === 'float' ? shape?.decimals ?? 0 : null,
    }, [
      description(variable.label),
      ...(variable.codeList !== undefined && used.has(variable.codeList) ? [el('CodeListRef', { CodeListOID: listOid(variable.codeList) })] : []),
      el('def:Origin', { Type: variable.origin, Source: variable.origin === 'Collected' ? origin.collectedBy : 'Sponsor' }),
    ]);
  });
}

/** A value that the published list does not have is marked as extended (def:ExtendedValue). */
function codeList({ code, values }: UsedList): XmlElement {
  const list = codeListOf(code);
  const known = [...(list?.terms ?? [])].filter(([value]) => values.has(value));
  const extended = [...values].filter((value) => !list?.terms.has(value));
  return el('CodeList', { OID: listOid(code), Name: list?.name ?? code, DataType: 'text', 'def:StandardOID': 'STD.2' }, [
    ...known.map(([value, termCode]) => el('EnumeratedItem', { CodedValue: value }, [el('Alias', { Name: termCode, Context: externalCode })])),
    ...extended.map((value) => el('EnumeratedItem', { CodedValue: value, 'def:ExtendedValue': 'Yes' })),
    el('Alias', { Name: code, Context: externalCode }),
  ]);
}

/** define.xml of the datasets in the order given; they lie beside it as files with `extension`. */
export function writeDefineXml(datasets: readonly SdtmDataset[], origin: FileOrigin, extension: 'xpt' | 'json' = 'xpt'): Uint8Array {
  const used = usedLists(datasets);
  const version = el('MetaDataVersion', { OID: metaDataOidOf(origin), Name: `Tumour domains of ${origin.studyCode}`, 'def:DefineVersion': '2.1.0' }, [
    el('def:Standards', {}, [
      el('def:Standard', { OID: 'STD.1', Name: 'SDTMIG', Type: 'IG', Version: '3.4', Status: 'Final' }),
      el('def:Standard', { OID: 'STD.2', Name: 'CDISC/NCI', Type: 'CT', PublishingSet: 'SDTM', Version: origin.terminology, Status: 'Final' }),
    ]),
    ...datasets.map((dataset) => itemGroup(dataset, extension)),
    ...datasets.flatMap((dataset) => itemDefs(dataset, used, origin)),
    ...[...used.values()].map(codeList),
  ]);
  const names = el('GlobalVariables', {}, [
    el('StudyName', {}, origin.studyCode), el('StudyDescription', {}, origin.title === '' ? origin.studyCode : origin.title), el('ProtocolName', {}, origin.studyCode),
  ]);
  return writeXml(el('ODM', {
    ...namespaces, ODMVersion: '1.3.2', FileType: 'Snapshot', FileOID: `${origin.studyCode}.DEFINE.${origin.asOf}`, CreationDateTime: origin.createdAt, AsOfDateTime: origin.asOf,
    Originator: origin.originator, SourceSystem: sourceSystem, SourceSystemVersion: origin.systemVersion, 'def:Context': 'Other',
  }, [el('Study', { OID: studyOidOf(origin) }, [names, version])]));
}
