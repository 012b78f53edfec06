/** The metadata of the response forms: what every OID in the clinical data means. Pure. */
import type { ExportStudy, ExportVisit } from '../model.ts';
import { el, type XmlElement } from '../xml/index.ts';
import { adjudicationForm, deteriorationForm, formOid, odmCodeLists, odmForms, odmGroups, odmItems, subjectEvent, type OdmItem } from './forms.ts';
import type { OdmNames } from './names.ts';

const translated = (text: string): readonly XmlElement[] => [el('TranslatedText', { 'xml:lang': 'en' }, text)];
const unit = (oid: string, symbol: string): XmlElement => el('MeasurementUnit', { OID: oid, Name: symbol }, [el('Symbol', {}, translated(symbol))]);
const numbered = (name: string, attribute: string, oids: readonly string[]): readonly XmlElement[] => oids.map((oid, at) => el(name, { [attribute]: oid, OrderNumber: at + 1, Mandatory: 'No' }));

/** Assessors whose forms the study can have: the site, and in a study of independent readers both of them. */
const assessorsOf = ({ isDouble, subjects }: ExportStudy): readonly string[] => [
  '', ...(isDouble ? ['R1', 'R2'] : []), ...(subjects.some(({ reads }) => reads.some(({ evaluator }) => evaluator === 'adjudicator')) ? ['ADJ'] : []),
];
const assessorWords = (assessor: string): string => (assessor === '' ? '' : assessor === 'ADJ' ? ', adjudicator' : `, reader ${assessor.slice(1)}`);

function itemDef(study: ExportStudy, names: OdmNames, item: OdmItem): readonly XmlElement[] {
  const name = names.item(item.oid);
  if (!name) return [];
  const { mapped } = name;
  const isNumber = item.type === 'float' && mapped?.values === undefined;
  const isText = item.type === 'text' || mapped?.values !== undefined || (item.type === 'date' && mapped?.dates !== undefined && mapped.dates !== 'iso');
  const decimals = Math.max(item.unit === 'MU.PCT' ? 1 : study.protocol.recordingDecimals, mapped?.decimals ?? 0);
  const list = mapped?.values ? `CL.${name.oid}` : item.codeList;
  return [el('ItemDef', {
    OID: name.oid, Name: item.oid.slice(2), DataType: isText ? 'text' : item.type, Length: isText || isNumber ? Math.max(item.length ?? 20, ...Object.values(mapped?.values ?? {}).map((one) => one.length)) : null,
    SignificantDigits: isNumber ? decimals : null,
  }, [
    el('Question', {}, translated(item.question)), ...(item.unit ? [el('MeasurementUnitRef', { MeasurementUnitOID: item.unit })] : []),
    ...(list ? [el('CodeListRef', { CodeListOID: list })] : []), ...(item.sdtm ? [el('Alias', { Context: 'SDTM', Name: item.sdtm })] : []),
  ])];
}

function codeLists(names: OdmNames): readonly XmlElement[] {
  const items = odmItems.flatMap((item) => { const name = names.item(item.oid); return name ? [{ item, name }] : []; });
  const own = odmCodeLists.filter(({ oid }) => items.some(({ item, name }) => item.codeList === oid && name.mapped?.values === undefined));
  return [
    ...own.map(({ oid, name, values }) => el('CodeList', { OID: oid, Name: name, DataType: 'text' }, values.map((value) => el('EnumeratedItem', { CodedValue: value })))),
    ...items.flatMap(({ item, name }) => (name.mapped?.values ? [el('CodeList', { OID: `CL.${name.oid}`, Name: `${item.question} (${name.oid})`, DataType: 'text' },
      [...new Map(Object.entries(name.mapped.values).map(([ours, theirs]) => [theirs, ours]))].map(([theirs, ours]) => el('CodeListItem', { CodedValue: theirs }, [el('Decode', {}, translated(ours))])))] : [])),
  ];
}

/** Study with its global variables, units and the one version of the metadata. */
export function metadata(study: ExportStudy, names: OdmNames, visits: readonly ExportVisit[]): XmlElement {
  const forms = assessorsOf(study).flatMap((assessor) => odmForms.flatMap((form) => {
    const oid = names.form(formOid(form.oid, assessor));
    return oid === null ? [] : [{ ...form, oid, name: `${form.name}${assessorWords(assessor)}` }];
  }));
  const own = [deteriorationForm, ...(study.isDouble ? [adjudicationForm] : [])].flatMap((form) => { const oid = names.form(form.oid); return oid === null ? [] : [{ ...form, oid }]; });
  const ownEvent = own.length > 0 ? names.event(subjectEvent.visit) : null;
  const groups = odmGroups.flatMap((group) => { const oid = names.group(group.oid); return oid === null ? [] : [{ ...group, oid, own: group.oid }]; });
  const events = visits.flatMap((visit) => { const event = names.event(visit.name); return event ? [{ visit, oid: event.oid, repeating: event.repeatKey !== null }] : []; });
  // A receiving system may take several visits as repeats of one event.
  const byOid = [...Map.groupBy(events, ({ oid }) => oid)].map(([oid, same]) => ({ oid, names: same.map(({ visit }) => visit.name), repeating: same.some(({ repeating }) => repeating), isPlanned: same.every(({ visit }) => Number.isInteger(visit.index)) }));
  return el('Study', { OID: names.study }, [
    el('GlobalVariables', {}, [el('StudyName', {}, study.code), el('StudyDescription', {}, study.title), el('ProtocolName', {}, study.code)]),
    el('BasicDefinitions', {}, [unit('MU.MM', 'mm'), unit('MU.PCT', '%')]),
    el('MetaDataVersion', { OID: names.metadataVersion, Name: `Tumour assessment forms, protocol version ${study.versions.study}` }, [
      el('Protocol', {}, numbered('StudyEventRef', 'StudyEventOID', [...byOid.map(({ oid }) => oid), ...(ownEvent ? [ownEvent.oid] : [])])),
      ...byOid.map(({ oid, names: called, repeating, isPlanned }) => el('StudyEventDef', { OID: oid, Name: called.join(', '), Repeating: repeating ? 'Yes' : 'No', Type: isPlanned ? 'Scheduled' : 'Unscheduled' }, numbered('FormRef', 'FormOID', forms.map((form) => form.oid)))),
      ...(ownEvent ? [el('StudyEventDef', { OID: ownEvent.oid, Name: 'Subject', Repeating: 'No', Type: 'Common' }, numbered('FormRef', 'FormOID', own.map((form) => form.oid)))] : []),
      ...[...forms, ...own].map((form) => el('FormDef', { OID: form.oid, Name: form.name, Repeating: 'No' }, numbered('ItemGroupRef', 'ItemGroupOID', groups.filter((group) => form.groups.includes(group.own)).map(({ oid }) => oid)))),
      ...groups.map((group) => el('ItemGroupDef', { OID: group.oid, Name: group.name, Repeating: group.repeating ? 'Yes' : 'No' }, numbered('ItemRef', 'ItemOID', group.items.flatMap((oid) => names.item(oid)?.oid ?? [])))),
      ...odmItems.flatMap((item) => itemDef(study, names, item)), ...codeLists(names),
    ]),
  ]);
}
