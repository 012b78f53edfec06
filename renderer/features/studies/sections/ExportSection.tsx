import { exportChoices, exportConfigOf, exportTitles, exportWords, exportedVisit, timepointLabel, usubjidOf, defaultExportConfig, type EdcMapping, type ExportConfig, type MappedVisit } from '../../../../src/casefile/index.ts';
import { Button } from '../../../ui/index.ts';
import { CheckField, ChoiceField, Problems, Row, Section, TextField } from '../Fields.tsx';
import type { SectionProps } from './ParameterSection.tsx';
import styles from './Sections.module.css';

type Choice = keyof typeof exportChoices;
const meanings: Readonly<Record<keyof ExportConfig, string>> = {
  trTest: 'DIAMETER is the diameter that counts: long axis, short axis of a node. LDIAM and LPERP name the axes.',
  evalIndependent: 'TUEVAL, TREVAL and RSEVAL of central reads. Reads of the site are INVESTIGATOR.',
  evalIdReader: 'TUEVALID, TREVALID and RSEVALID of the two readers.',
  evalIdAdjudicator: 'For reads that an adjudicator makes. Where one of two reads is accepted, its rows carry --ACPTFL.',
  linkPrefix: 'R1- and R2- in front of TULNKID, TRLNKID and their groups; INV- on site reads where it is always written.',
  method: 'With and without contrast as the series says it.',
  rsdtcRule: 'RSDTC. Progression is dated by the earliest scan that shows it, other responses by the latest.',
  referenceStart: 'RFSTDTC, day 1 of TUDY, TRDY and RSDY. A subject without the date has no study days.',
  usubjid: '{study}, {site} and {subject} are filled in.',
  laboratory: 'TUNAM, TRNAM and RSNAM of central reads. Empty: left out.',
  partialSums: 'A sum is also written where a target was not evaluable, marked as partial in SUPPTR.',
  visitMap: 'VISITNUM and VISIT of every timepoint, one to one. Unscheduled timepoints are numbered and named by themselves.',
  srIdentifiers: 'Tracking Identifier of a lesion. Viewers built on Cornerstone show a lesion as a drawing only under their own form; its name stands beside it then.',
  flatDates: 'SCAN_DATE and RESP_DATE.',
  flatEncoding: 'A character that Windows-1252 does not have stops the export and is named.',
  mapping: 'JSON as in the data transfer agreement: events, forms, groups, items and columns of the receiving system. An item or column that is left out is refused; "ignore" leaves it out on purpose.',
};
const variables: Readonly<Partial<Record<keyof ExportConfig, readonly string[]>>> = { trTest: ['TRTESTCD'], evalIndependent: ['--EVAL'], evalIdReader: ['--EVALID'], evalIdAdjudicator: ['--EVALID'], linkPrefix: ['--LNKID', '--LNKGRP'], method: ['--METHOD'], rsdtcRule: ['RSDTC'], referenceStart: ['--DY'], usubjid: ['USUBJID'], laboratory: ['--NAM'], partialSums: ['SUMDIAM'], visitMap: ['VISITNUM', 'VISIT'] };
const numberOf = (text: string): number => (/^\d{1,4}([.,]\d{1,2})?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : Number.NaN);

/** The mapping as it is typed: a text that is no JSON stays a text, which the check refuses. */
function mappingOf(text: string): EdcMapping | null {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as EdcMapping;
  } catch {
    return text as unknown as EdcMapping;
  }
}
const mappingText = (mapping: EdcMapping | null): string => (mapping === null ? '' : typeof mapping === 'string' ? mapping : JSON.stringify(mapping, null, 1));

/** How results are written for others: tabulation, ODM and flat CSV (interoperability 1.1). Never fixed by a signature. */
export function ExportSection({ draft, change, problems }: SectionProps) {
  const config = exportConfigOf(draft.protocol);
  const at = (member: string) => problems.filter(({ path }) => path === `exporting.${member}` || path.startsWith(`exporting.${member}.`));
  const put = <Member extends keyof ExportConfig>(member: Member, value: ExportConfig[Member]) => change((now) => {
    const { exporting, ...protocol } = now.protocol;
    const { [member]: _before, ...others } = exporting ?? {};
    const next = JSON.stringify(value) === JSON.stringify(defaultExportConfig[member]) ? others : { ...others, [member]: value };
    return { ...now, protocol: Object.keys(next).length === 0 ? protocol : { ...protocol, exporting: next } };
  });
  const isSet = (member: keyof ExportConfig) => draft.protocol.exporting?.[member] !== undefined;
  const common = (member: keyof ExportConfig) => ({
    label: exportTitles[member], meaning: meanings[member], rules: variables[member] ?? [], problems: at(member), defaultWords: exportWords(member, defaultExportConfig[member]),
    onReset: isSet(member) ? () => put(member, defaultExportConfig[member]) : undefined,
  });
  const choice = (member: Choice) => (
    <Row key={member} {...common(member)}>
      {(ids) => <ChoiceField {...ids} value={config[member]} options={Object.entries(exportChoices[member]).map(([value, label]) => ({ value, label }))} onChange={(value) => put(member, value as never)} />}
    </Row>
  );
  return (
    <Section id="export" title="Export" hint="Holds for every export from now on, and is named in its manifest. Values and responses never depend on it.">
      {(['trTest', 'evalIndependent', 'evalIdReader', 'evalIdAdjudicator', 'linkPrefix', 'method', 'rsdtcRule', 'referenceStart'] as const).map(choice)}
      <Row {...common('usubjid')} meaning={<>{meanings.usubjid} {usubjidOf(config, { study: draft.code.trim() || 'STUDY', site: draft.protocol.sites?.[0]?.code ?? '01', subject: '0001' })}</>}>{(ids) => <TextField {...ids} value={config.usubjid} onChange={(usubjid) => put('usubjid', usubjid)} />}</Row>
      <Row {...common('laboratory')}>{(ids) => <TextField {...ids} value={config.laboratory} onChange={(laboratory) => put('laboratory', laboratory)} />}</Row>
      <Row {...common('partialSums')}>{(ids) => <CheckField {...ids} value={config.partialSums} onChange={(partialSums) => put('partialSums', partialSums)} />}</Row>
      <VisitMap draft={draft} map={config.visitMap} put={(map) => put('visitMap', map)} problems={at('visitMap')} />
      {(['srIdentifiers', 'flatDates', 'flatEncoding'] as const).map(choice)}
      <Row {...common('mapping')}>{(ids) => <textarea id={ids.id} aria-describedby={ids.describedBy} aria-invalid={ids.invalid || undefined} className={styles.codes} spellCheck={false} value={mappingText(config.mapping)} onChange={(event) => put('mapping', mappingOf(event.currentTarget.value))} />}</Row>
    </Section>
  );
}

/** What each planned visit is called downstream; only what differs from the plan is kept. */
function VisitMap({ draft, map, put, problems }: { readonly draft: SectionProps['draft']; readonly map: readonly MappedVisit[]; readonly put: (map: readonly MappedVisit[]) => void; readonly problems: SectionProps['problems'] }) {
  const { exporting: _own, ...plain } = draft.protocol;
  const planned = [...(draft.protocol.visits?.visits.keys() ?? [])];
  const indexes = [...new Set([...planned, ...map.map(({ index }) => index)])].sort((a, b) => a - b);
  const set = (index: number, part: Partial<Omit<MappedVisit, 'index'>>) => {
    const own = exportedVisit(plain, index);
    const next = { index, ...own, ...map.find((one) => one.index === index), ...part };
    const others = map.filter((one) => one.index !== index);
    const isOwn = planned.includes(index) && next.visit === own.visit && next.visitNumber === own.visitNumber;
    put(isOwn ? others : [...others, next].sort((a, b) => a.index - b.index));
  };
  return (
    <>
      <p className={styles.text}>{exportTitles.visitMap}. {meanings.visitMap}</p>
      {indexes.length > 0 && (
        <table className={styles.table} aria-label={exportTitles.visitMap}>
          <thead><tr><th scope="col">Timepoint</th><th scope="col">VISITNUM</th><th scope="col">VISIT</th><th scope="col"><span className="nd-hidden">Reset</span></th></tr></thead>
          <tbody>
            {indexes.map((index) => {
              const mapped = map.find((one) => one.index === index);
              const shown = mapped ?? { index, ...exportedVisit(plain, index) };
              return (
                <tr key={index} data-fault={problems.some(({ path }) => path === `exporting.visitMap.${map.findIndex((one) => one.index === index)}`) || undefined}>
                  <td className={styles.index}>{timepointLabel(index)}</td>
                  <td><TextField label={`VISITNUM of ${timepointLabel(index)}`} look="narrow" value={Number.isFinite(shown.visitNumber) ? String(shown.visitNumber) : ''} onChange={(text) => set(index, { visitNumber: numberOf(text) })} /></td>
                  <td><TextField label={`VISIT of ${timepointLabel(index)}`} look="medium" value={shown.visit} onChange={(visit) => set(index, { visit })} /></td>
                  <td>{mapped && <button type="button" className={styles.quiet} aria-label={`${timepointLabel(index)} by the visit plan`} onClick={() => put(map.filter((one) => one.index !== index))}>{planned.includes(index) ? 'By the visit plan' : 'Remove'}</button>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <div className={styles.bar}><Button small onClick={() => { const index = Math.floor(Math.max(-1, ...indexes)) + 1; put([...map, { index, ...exportedVisit(plain, index) }]); }}>Add a timepoint</Button></div>
      <div className={styles.faults}><Problems problems={problems} /></div>
    </>
  );
}
