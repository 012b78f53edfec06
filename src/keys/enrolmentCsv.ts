/** The enrolment list as a site sends it: CSV with the source patient id, optionally its issuer, and the subject id. */
import { NadirError } from '../common/index.ts';
import { patientKey, sameSubject, type EnrolmentLine } from './model.ts';

/** Cells of one line; quotes as in RFC 4180, separated by comma, semicolon or tab. */
function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at] ?? '';
    if (quoted && sign === '"' && line[at + 1] === '"') { cell += '"'; at += 1; }
    else if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) { cells.push(cell.trim()); cell = ''; }
    else cell += sign;
  }
  return [...cells, cell.trim()];
}

const headWords = { patientId: /^(source[ _-]?)?(patient[ _-]?id|pid|mrn|hospital[ _-]?(number|id))$/i, issuer: /^issuer([ _-]?of[ _-]?patient[ _-]?id)?$/i, subjectId: /^(subject([ _-]?(id|code))?|usubjid|subjid|pseudonym)$/i };
const mostLines = 20_000;

/**
 * Reads the list. The first line names the columns: patient id, subject id, optionally issuer. Errors: invalid, naming the line, never what it holds.
 */
export function readEnrolment(text: string, isSubjectId: (text: string) => boolean): readonly EnrolmentLine[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const head = lines[0] ?? '';
  const separator = [',', ';', '\t'].reduce((best, one) => (head.split(one).length > head.split(best).length ? one : best), ',');
  const names = cellsOf(head, separator);
  const column = (pattern: RegExp): number => names.findIndex((name) => pattern.test(name));
  const [patient, issuer, subject] = [column(headWords.patientId), column(headWords.issuer), column(headWords.subjectId)];
  const wrong = (line: number, what: string): never => { throw new NadirError('invalid', `Enrolment list, line ${line}: ${what} Nothing was changed.`, { reason: 'enrolmentList' }); };
  if (patient < 0 || subject < 0) wrong(1, 'the columns must be named, at least “patient id” and “subject id”.');
  const found: EnrolmentLine[] = [];
  const seen = new Map<string, number>();
  lines.slice(1).forEach((line, at) => {
    if (line.trim() === '') return;
    const number = at + 2;
    const cells = cellsOf(line, separator);
    const one: EnrolmentLine = { patientId: cells[patient] ?? '', issuer: issuer < 0 || (cells[issuer] ?? '') === '' ? null : (cells[issuer] ?? null), subjectId: cells[subject] ?? '' };
    if (one.patientId === '' || one.subjectId === '') wrong(number, 'patient id or subject id is missing.');
    if (!isSubjectId(one.subjectId)) wrong(number, 'the subject id is not a subject code of this study.');
    const key = patientKey({ patientId: one.patientId, issuer: one.issuer ?? '' });
    const before = seen.get(key);
    if (before !== undefined && !sameSubject(found[before]?.subjectId ?? '', one.subjectId)) wrong(number, 'the patient stands above with another subject id.');
    if (before !== undefined) return;
    seen.set(key, found.length);
    found.push(one);
  });
  if (found.length === 0) wrong(2, 'the list is empty.');
  if (found.length > mostLines) wrong(mostLines + 2, `more than ${mostLines} patients.`);
  return found;
}
