/** What ODM calls things: our own OIDs, or those of the receiving system by the study's mapping (interoperability 2.3). Pure. */
import { NadirError } from '../../common/index.ts';
import type { EdcMapping, Mapped, MappedValue } from '../../casefile/index.ts';
import { mappedText, writtenValue } from '../edc/mappedValue.ts';
import type { ExportStudy, ExportSubject } from '../model.ts';
import { subjectEvent } from './forms.ts';

/** Null: left out on purpose. */
export type OdmNames = {
  readonly study: string;
  readonly metadataVersion: string;
  event(visit: string): { readonly oid: string; readonly repeatKey: string | null } | null;
  /** By the OID of our form. */
  form(oid: string): string | null;
  group(oid: string): string | null;
  item(oid: string): { readonly oid: string; readonly mapped: MappedValue | null } | null;
  subjectKey(subject: ExportSubject): string;
  /** OID of a site's location, by its code. */
  site(code: string): string;
  /** The value as the item takes it. Errors: invalid where the mapping has no code for it. */
  value(item: string, value: string): string;
};

/** A name as part of an OID: letters, digits, dot and hyphen. */
export const oidPart = (name: string): string => name.normalize('NFKD').replace(/[^A-Za-z0-9.-]+/g, '');

/** The same without loss: everything else by its number, so that two codes never come out alike. */
export const exactOidPart = (name: string): string => name.replace(/[^A-Za-z0-9.-]/gu, (one) => `_${(one.codePointAt(0) ?? 0).toString(16)}`);

const unmapped = (what: string, name: string): NadirError =>
  new NadirError('invalid', `The mapping of the receiving system has no ${what} for ${name}. Add it to the mapping in the study's export settings, or set it to "ignore".`, { reason: 'unmapped', details: { what, name } });

/** The mapping's entry; the name itself where the mapping says nothing of such things at all. */
function entry<T>(given: Readonly<Record<string, Mapped<T>>> | undefined, what: string, name: string, own: T): T | null {
  if (!given) return own;
  const found = Object.hasOwn(given, name) ? given[name] : undefined;
  if (found === undefined) throw unmapped(what, name);
  return found === 'ignore' ? null : found;
}

/** OIDs of events: of visits whose names differ only in signs, the later ones carry their number. */
function eventOids(visits: ExportStudy['visits']): ReadonlyMap<string, string> {
  const taken = new Set<string>([subjectEvent.oid]);
  return new Map(visits.toSorted((a, b) => a.number - b.number).map(({ name, number }) => {
    const plain = `SE.${oidPart(name)}`;
    const oid = plain === 'SE.' || taken.has(plain) ? `SE.V${number}` : plain;
    taken.add(oid);
    return [name, oid];
  }));
}

/** Names for one study and the visits it can have. */
export function odmNames(study: Pick<ExportStudy, 'code' | 'config' | 'versions'>, visits: ExportStudy['visits']): OdmNames {
  const mapping: EdcMapping = study.config.mapping ?? {};
  const events = eventOids(visits);
  const item: OdmNames['item'] = (oid) => {
    const own: MappedValue = { to: oid };
    const found = entry(mapping.items, 'item', oid, own);
    return found && { oid: found.to, mapped: found === own ? null : found };
  };
  return {
    study: mapping.studyOid ?? `S.${oidPart(study.code)}`, metadataVersion: mapping.metadataVersionOid ?? `MDV.${study.versions.study}`,
    event: (visit) => {
      const found = entry(mapping.visits, 'event', visit, { eventOid: visit === subjectEvent.visit ? subjectEvent.oid : events.get(visit) ?? `SE.${oidPart(visit)}` });
      return found && { oid: found.eventOid, repeatKey: found.repeatKey ?? null };
    },
    form: (oid) => entry(mapping.forms, 'form', oid, { formOid: oid })?.formOid ?? null,
    group: (oid) => entry(mapping.groups, 'item group', oid, { groupOid: oid })?.groupOid ?? null,
    item,
    subjectKey: (subject) => mappedText(mapping.subjectKey ?? '{subject}', subject),
    site: (code) => {
      const found = mapping.sites ? (Object.hasOwn(mapping.sites, code) ? mapping.sites[code] : undefined) : `L.SITE.${exactOidPart(code) || 'NONE'}`;
      if (found === undefined) throw unmapped('site', code === '' ? 'subjects without a site' : code);
      return found;
    },
    value: (oid, value) => {
      const mapped = item(oid)?.mapped ?? null;
      return mapped === null ? value : writtenValue(mapped, value, oid);
    },
  };
}
