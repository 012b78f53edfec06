/** The snapshot in ODM 1.3.2: metadata of the response forms and every value of them (interoperability 2.2). Pure; the same facts give the same bytes. */
import type { ExportStudy, ExportVisit } from '../model.ts';
import type { TumourDatasets } from '../tumourForms/index.ts';
import { el, writeXml, type XmlElement } from '../xml/index.ts';
import { odmSubjects, signersOf, type OdmFormData, type OdmGroupData, type OdmSubjectData } from './clinical.ts';
import { metadata } from './metadata.ts';
import { odmNames, oidPart, type OdmNames } from './names.ts';
import { odmItems } from './forms.ts';

const units = new Map(odmItems.flatMap(({ oid, unit }) => (unit ? [[oid, unit] as const] : [])));
const centralLocation = 'L.CENTRAL';
const signatureOid = 'SIG.READ';
/** An instant with its offset: XSD's dateTime, as ODM wants it. */
const instant = (at: string): string => at.replace(/Z$/, '+00:00');

/** Users by name; each has an OID that comes from the name, numbered where two come out alike. */
function userOids(signers: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Map<string, number>();
  return new Map(signers.map((signer) => {
    const plain = `U.${oidPart(signer) || 'READER'}`;
    const count = (taken.get(plain) ?? 0) + 1;
    taken.set(plain, count);
    return [signer, count === 1 ? plain : `${plain}.${count}`];
  }));
}

type Context = { readonly study: ExportStudy; readonly names: OdmNames; readonly users: ReadonlyMap<string, string> };

function groupData({ names }: Context, { group, repeatKey, values }: OdmGroupData): readonly XmlElement[] {
  const oid = names.group(group);
  if (oid === null) return [];
  const items = values.flatMap(({ item, value }): XmlElement[] => {
    const name = names.item(item);
    const unit = units.get(item);
    return name ? [el('ItemData', { ItemOID: name.oid, Value: names.value(item, value) }, unit ? [el('MeasurementUnitRef', { MeasurementUnitOID: unit })] : [])] : [];
  });
  return items.length === 0 ? [] : [el('ItemGroupData', { ItemGroupOID: oid, ItemGroupRepeatKey: repeatKey }, items)];
}

function formData(context: Context, subject: OdmSubjectData['subject'], { form, signature, groups }: OdmFormData): readonly XmlElement[] {
  const { names, users } = context;
  const oid = names.form(form);
  const content = oid === null ? [] : groups.flatMap((group) => groupData(context, group));
  if (oid === null || content.length === 0) return [];
  const signed = signature ? [el('Signature', {}, [
    el('UserRef', { UserOID: users.get(signature.signer) }), el('LocationRef', { LocationOID: /\.(R\d|ADJ)$/.test(form) ? centralLocation : names.site(subject.siteCode) }),
    el('SignatureRef', { SignatureOID: signatureOid }), el('DateTimeStamp', {}, instant(signature.at)),
  ])] : [];
  return [el('FormData', { FormOID: oid }, [...signed, ...content])];
}

function subjectData(context: Context, { subject, events }: OdmSubjectData): XmlElement {
  const { names } = context;
  const content = events.flatMap(({ visit, forms }): XmlElement[] => {
    const event = names.event(visit);
    const written = event === null ? [] : forms.flatMap((form) => formData(context, subject, form));
    return event && written.length > 0 ? [el('StudyEventData', { StudyEventOID: event.oid, StudyEventRepeatKey: event.repeatKey }, written)] : [];
  });
  return el('SubjectData', { SubjectKey: names.subjectKey(subject) }, [el('SiteRef', { LocationOID: names.site(subject.siteCode) }), ...content]);
}

function adminData({ study, names, users }: Context): XmlElement {
  const inForce = [el('MetaDataVersionRef', { StudyOID: names.study, MetaDataVersionOID: names.metadataVersion, EffectiveDate: study.asOf.slice(0, 10) })];
  const sites = new Map(study.subjects.map(({ siteCode }) => [names.site(siteCode), siteCode]));
  return el('AdminData', { StudyOID: names.study }, [
    ...[...users].map(([signer, oid]) => el('User', { OID: oid, UserType: 'Other' }, [el('LoginName', {}, oid.slice(2)), el('FullName', {}, signer)])),
    ...[...sites].map(([oid, code]) => el('Location', { OID: oid, Name: study.protocol.sites?.find((site) => site.code === code)?.name || (code === '' ? 'Site not recorded' : `Site ${code}`), LocationType: 'Site' }, inForce)),
    ...(study.isDouble ? [el('Location', { OID: centralLocation, Name: study.config.laboratory || 'Central reading', LocationType: 'Other' }, inForce)] : []),
    ...(users.size > 0 ? [el('SignatureDef', { OID: signatureOid, Methodology: 'Electronic' }, [el('Meaning', {}, 'Read completed'), el('LegalReason', {}, 'The signer confirms that the assessments in this form are their own.')])] : []),
  ]);
}

/** Visits that the study can have: those of its plan and those that were exported, by number. */
export const visitsOf = (study: ExportStudy, planned: readonly ExportVisit[]): readonly ExportVisit[] =>
  [...new Map([...planned, ...study.visits].map((visit) => [visit.index, visit])).values()].sort((a, b) => a.number - b.number);

const noHash = '0'.repeat(16);

/** The whole file. `sha256` of its bytes, in hexadecimal, ends its FileOID: two files with one id are the same. Errors: invalid where the study's mapping lacks something. */
export function odmSnapshot(study: ExportStudy, datasets: TumourDatasets, planned: readonly ExportVisit[], sha256: (content: Uint8Array) => string): Uint8Array {
  const visits = visitsOf(study, planned);
  const names = odmNames(study, visits);
  const context: Context = { study, names, users: userOids(signersOf(study)) };
  function* clinicalData(): Iterable<XmlElement> {
    for (const subject of odmSubjects(study, datasets)) yield subjectData(context, subject);
  }
  const fileOid = `${oidPart(study.code)}.SNAPSHOT.${noHash}`;
  const bytes = writeXml(el('ODM', {
    xmlns: 'http://www.cdisc.org/ns/odm/v1.3', FileType: 'Snapshot', FileOID: fileOid, CreationDateTime: instant(study.createdAt), AsOfDateTime: instant(study.asOf), ODMVersion: '1.3.2',
    Granularity: study.subjects.length === 1 ? 'SingleSubject' : 'AllClinicalData', Originator: study.config.laboratory || 'Nadir', SourceSystem: 'Nadir', SourceSystemVersion: study.versions.product,
  }, [metadata(study, names, visits), adminData(context), el('ClinicalData', { StudyOID: names.study, MetaDataVersionOID: names.metadataVersion }, clinicalData())]));
  const at = new TextDecoder('latin1').decode(bytes.subarray(0, 4096)).indexOf(fileOid) + fileOid.length - noHash.length;
  bytes.set(new TextEncoder().encode(sha256(bytes).slice(0, noHash.length).toUpperCase()), at);
  return bytes;
}
