/** What a person should know of the tabulations before they leave (interoperability 1.5): faults of rows and links, places without a term, text that the transport file writes otherwise. */
import type { ExportFinding, ExportRead, ExportStudy, ExportSubject } from '../../model.ts';
import { locationOf } from '../location.ts';
import { evaluatorOf, rowKey } from '../rows/context.ts';
import { isTransliterated, toAscii } from '../text.ts';
import { datasetsOf, tumourRows, type TumourRows } from '../tumourDatasets.ts';
import { linkFaults } from './links.ts';
import { rowFaults } from './rowRules.ts';

type Said = Pick<ExportFinding, 'severity' | 'code' | 'message' | 'remedy'>;
const finding = (said: Said, where: Partial<ExportFinding>): ExportFinding => ({ ...said, subject: null, slot: null, timepointId: null, timepoint: null, lesionId: null, file: null, ...where });

type Subjects = ReadonlyMap<string, ExportSubject>;

const slotOf = (study: ExportStudy, subject: ExportSubject | undefined, evalId: string | null): ExportRead['slot'] | null => subject?.reads.find((read) => evaluatorOf(study, read).evalId === evalId)?.slot ?? null;

/** At most so many of one kind are listed; a fault that all rows share is one thing to mend. */
const mostOfAKind = 50;

function limited(findings: readonly ExportFinding[]): readonly ExportFinding[] {
  const counts = new Map<string, number>();
  return findings.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= mostOfAKind;
  });
}

function ofRows(rows: TumourRows, subjects: Subjects): readonly ExportFinding[] {
  return datasetsOf(rows).flatMap((dataset) => rowFaults(dataset).map(({ row, column, ...said }) => {
    const subject = subjects.get(String(dataset.rows[row - 1]?.['USUBJID']));
    return finding(said, { subject: subject?.code ?? null, file: `${dataset.name.toLowerCase()}.xpt row ${row}, ${column}` });
  }));
}

const ofLinks = (study: ExportStudy, rows: TumourRows, subjects: Subjects): readonly ExportFinding[] => linkFaults(rows).map(({ usubjid, evalId, file, ...said }) => {
  const subject = subjects.get(usubjid);
  return finding(said, { subject: subject?.code ?? null, slot: slotOf(study, subject, evalId), file });
});

/** Lesions whose place has no term. */
const withoutTerm = ({ subjects }: ExportStudy): readonly ExportFinding[] => subjects.flatMap((subject) => subject.reads.flatMap(({ slot, case: { lesions } }) => lesions.flatMap((lesion) =>
  (locationOf(lesion).term === null ? [finding({
    severity: 'warn', code: 'SDTM-02', message: `${lesion.label}: the list of anatomical locations has no term for “${lesion.description || lesion.organ}”. TULOC stays empty.`, remedy: 'Choose its organ, or its region, in the lesion’s form.',
  }, { subject: subject.code, slot, lesionId: lesion.id })] : []))));

/** Texts that the transport file writes otherwise than they are. */
function transliterated(rows: TumourRows, subjects: Subjects): readonly ExportFinding[] {
  const seen = new Set<string>();
  return [...rows.supptu, ...rows.supptr, ...rows.supprs, ...rows.rs].flatMap((row) => {
    const text = String(row['QVAL'] ?? row['RSORRES'] ?? '');
    const subject = subjects.get(String(row['USUBJID']))?.code ?? null;
    if (!isTransliterated(text) || seen.has(`${subject} ${text}`)) return [];
    seen.add(`${subject} ${text}`);
    return [finding({ severity: 'info', code: 'SDTM-01', message: `The transport file has “${toAscii(text)}” for “${text}”: it takes ASCII.`, remedy: 'Nothing to do: CSV and Dataset-JSON have the text as it is.' }, { subject, file: row['QNAM'] == null ? 'rs.xpt, RSORRES' : `supp${String(row['RDOMAIN']).toLowerCase()}.xpt, ${row['QNAM']}` })];
  });
}

/** Identifiers that every file has in ASCII. */
function identifiers({ code, subjects }: ExportStudy): readonly ExportFinding[] {
  const byKey = Map.groupBy(subjects, ({ usubjid }) => rowKey(usubjid));
  const same = [...byKey].flatMap(([key, some]) => (some.length === 1 ? [] : some.map((subject) => finding({
    severity: 'block', code: 'SDTM-04', message: `${some.map((one) => one.code).join(' and ')} are both written ${key}.`, remedy: 'Give their sites codes of letters and digits, or change the pattern of the unique subject identifier.',
  }, { subject: subject.code }))));
  const otherwise = [code, ...subjects.map(({ usubjid }) => usubjid)].filter((identifier) => rowKey(identifier) !== identifier);
  const [first] = otherwise;
  return [...same, ...(first === undefined ? [] : [finding({
    severity: 'info', code: 'SDTM-03', message: `${first} is written ${rowKey(first)}${otherwise.length > 1 ? `, and ${otherwise.length - 1} more identifiers likewise` : ''}: identifiers are ASCII in every dataset.`, remedy: 'Nothing to do.',
  }, {})])];
}

/** What the rows of the export show. Writers never throw over what is listed here as blocking. */
export function sdtmFindings(study: ExportStudy): readonly ExportFinding[] {
  const rows = tumourRows(study);
  const subjects = new Map(study.subjects.map((subject) => [rowKey(subject.usubjid), subject]));
  return limited([...ofRows(rows, subjects), ...ofLinks(study, rows, subjects), ...identifiers(study), ...withoutTerm(study), ...transliterated(rows, subjects)]);
}
