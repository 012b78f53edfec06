/** What rows of different datasets must agree on (interoperability 1.5, rules 8 and 10): links, days, sums; and percentages that read like a limit that is not met (1.4.8). */
import { toUnits } from '../../../recist/index.ts';
import type { SdtmRow } from '../dataset.ts';
import type { TumourRows } from '../tumourDatasets.ts';

export type LinkFault = { readonly severity: 'block' | 'warn' | 'info'; readonly code: string; readonly message: string; readonly remedy: string; readonly usubjid: string; readonly evalId: string | null; readonly file: string };

const readOf = (domain: string, row: SdtmRow): string => `${row['USUBJID']}\u0000${row[`${domain}EVAL`]}\u0000${row[`${domain}EVALID`] ?? ''}`;
const about = (domain: string, row: SdtmRow): Pick<LinkFault, 'usubjid' | 'evalId' | 'file'> => ({ usubjid: String(row['USUBJID']), evalId: (row[`${domain}EVALID`] ?? null) as string | null, file: `${domain.toLowerCase()}.xpt, ${domain}SEQ ${row[`${domain}SEQ`]}` });
const defect = 'Report it: the file would be refused downstream.';

function unlinked({ tu, tr, rs }: TumourRows): readonly LinkFault[] {
  const lesions = new Map(tu.map((row) => [`${readOf('TU', row)}\u0000${row['TULNKID']}`, row]));
  const used = new Set<string>();
  const groups = new Set<string>();
  const faults: LinkFault[] = [];
  for (const row of tr) {
    groups.add(`${row['USUBJID']}\u0000${row['TRLNKGRP']}`);
    if (row['TRLNKID'] == null) continue;
    const key = `${readOf('TR', row)}\u0000${row['TRLNKID']}`;
    const lesion = lesions.get(key);
    used.add(key);
    if (!lesion) faults.push({ severity: 'block', code: 'CG0024', message: `TRLNKID ${row['TRLNKID']} is not identified in TU.`, remedy: defect, ...about('TR', row) });
    else if (row['TRDTC'] != null && lesion['TUDTC'] != null && row['TRDTC'] < lesion['TUDTC']) {
      faults.push({ severity: 'block', code: 'SDTM-08', message: `${row['TRSPID']} was measured on ${row['TRDTC']}, before it was identified on ${lesion['TUDTC']}.`, remedy: 'Correct the dates or the order of the visits.', ...about('TR', row) });
    }
  }
  for (const [key, row] of lesions) if (!used.has(key)) faults.push({ severity: 'block', code: 'CG0024', message: `${row['TUSPID']} is identified and has no result.`, remedy: defect, ...about('TU', row) });
  for (const row of rs) {
    if (row['RSLNKGRP'] != null && !groups.has(`${row['USUBJID']}\u0000${row['RSLNKGRP']}`)) {
      faults.push({ severity: 'info', code: 'CG0022', message: `${row['VISIT'] ?? row['VISITNUM']} has responses and no lesion: there is nothing to link to in TR.`, remedy: 'Nothing to do where the subject has no disease.', ...about('RS', row) });
    }
  }
  return faults;
}

type Visit = { diameters: number; hasDiameter: boolean; values: Map<string, SdtmRow> };

/** Rows of TR by read and visit, in file order. */
function visitsOf(tr: readonly SdtmRow[]): ReadonlyMap<string, ReadonlyMap<string, Visit>> {
  const reads = new Map<string, Map<string, Visit>>();
  for (const row of tr) {
    const read = readOf('TR', row);
    const visits = reads.get(read) ?? new Map<string, Visit>();
    reads.set(read, visits);
    const visit = visits.get(String(row['TRLNKGRP'])) ?? { diameters: 0, hasDiameter: false, values: new Map<string, SdtmRow>() };
    visits.set(String(row['TRLNKGRP']), visit);
    const test = String(row['TRTESTCD']);
    if (row['TRLNKID'] == null) visit.values.set(test, row);
    else if (row['TRGRPID'] === 'TARGET' && (test === 'DIAMETER' || (!visit.hasDiameter && (test === 'LDIAM' || test === 'LPERP'))) && typeof row['TRSTRESN'] === 'number') {
      visit.hasDiameter ||= test === 'DIAMETER';
      visit.diameters += toUnits(row['TRSTRESN']);
    }
  }
  return reads;
}

const units = (row: SdtmRow | undefined): number | null => (typeof row?.['TRSTRESN'] === 'number' ? Math.sign(row['TRSTRESN']) * toUnits(Math.abs(row['TRSTRESN'])) : null);

/** Sums that are not the sum of the diameters beside them, and percentages that round onto a limit which the exact numbers do not meet (R-006). */
function sums(tr: readonly SdtmRow[], partial: ReadonlySet<SdtmRow>): readonly LinkFault[] {
  const faults: LinkFault[] = [];
  for (const visits of visitsOf(tr).values()) {
    let [baseline, nadir]: [number | null, number | null] = [null, null];
    for (const { diameters, values } of visits.values()) {
      const row = values.get('SUMDIAM');
      const sum = units(row);
      if (!row || sum === null || partial.has(row)) continue;
      if (sum !== diameters) faults.push({ severity: 'block', code: 'SDTM-10', message: `SUMDIAM ${row['TRSTRESC']} mm; the exported diameters add to ${diameters / 10_000} mm.`, remedy: defect, ...about('TR', row) });
      const looks = (test: string, limit: number, reference: number | null, isMet: (exact: number) => boolean): void => {
        const shown = values.get(test);
        if (!shown || shown['TRSTRESN'] !== limit || reference === null || isMet(100 * (sum - reference) - limit * reference)) return;
        faults.push({ severity: 'info', code: 'SDTM-11', message: `${test} rounds to ${limit} %; the exact change does not reach the limit.`, remedy: 'Nothing to do: the response comes from the recorded values.', ...about('TR', shown) });
      };
      looks('PCBSD', -30, baseline, (exact) => exact <= 0);
      looks('PCNSD', 20, nadir, (exact) => exact >= 0);
      baseline ??= sum;
      nadir = nadir === null ? sum : Math.min(nadir, sum);
    }
  }
  return faults;
}

/** Everything the datasets do not agree on. */
export function linkFaults(rows: TumourRows): readonly LinkFault[] {
  const marked = new Set(rows.supptr.filter((row) => row['QNAM'] === 'PARTSUM').map((row) => `${row['USUBJID']}\u0000${row['IDVARVAL']}`));
  const partial = new Set(rows.tr.filter((row) => marked.has(`${row['USUBJID']}\u0000${row['TRSEQ']}`)));
  return [...unlinked(rows), ...sums(rows.tr, partial)];
}
