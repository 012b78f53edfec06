/** Who answers for what: findings with their answers, queries, signatures with what they cover, decisions, the end of the audit trail, rules cited. */
import { signOffOf, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import { findingKey } from '../../common/index.ts';
import { ruleEntry } from '../../recist/index.ts';
import type { AuditHead, ExportQuery, ExportRead, ExportSubject } from '../model.ts';
import type { Report } from './report.ts';
import { table, type Row } from './table.ts';
import { colours, page, styles } from './theme.ts';
import { confirmationWords, decisionWords, instantText, meaningWords, secondsText, signatureState } from './words.ts';

const severityWords = { block: 'Error', warn: 'Warning', info: 'Note' } as const;

/** Errors and warnings with what the reader answered; notes only where one timepoint is reported. Checks of the subject's dates (Q-S…) stand in the report of a whole read that is not blinded. */
export function findingsTable(report: Report, { case: subject, findings }: ExportRead, only: Timepoint | null, blinded: boolean): void {
  const concerns = findings.filter(({ severity, at, code }) => (code.startsWith('Q-S') ? only === null && !blinded && severity !== 'info' : only === null ? severity !== 'info' : at?.['timepointId'] === undefined || at['timepointId'] === only.id));
  if (concerns.length === 0) {
    report.paragraph(only === null ? 'No errors and no warnings.' : 'None.', styles.quiet);
    return;
  }
  table(report, [{ width: 62, head: 'Finding' }, { width: 236, head: 'What is' }, { width: page.inner - 298, head: 'Answer' }], concerns.map((finding): Row => {
    const answer = subject.checkReasons[findingKey(finding)];
    return {
      cells: [
        [{ words: severityWords[finding.severity], style: styles.cellStrong }, { words: [finding.code, ...finding.rules ?? []].join(' '), style: styles.code }], finding.message,
        answer ? [{ words: answer.reason }, { words: `${answer.by}, ${instantText(answer.at)}`, style: styles.label }] : [{ words: finding.severity === 'info' ? '' : 'none', style: styles.cellQuiet }],
      ],
    };
  }), { firstIsHead: false });
}

export function queriesTable(report: Report, queries: readonly ExportQuery[]): void {
  table(report, [{ width: 96, head: 'About' }, { width: 56, head: 'State' }, { width: page.inner - 152, head: 'Thread' }], queries.map((query): Row => ({
    cells: [query.aboutText, query.status, query.messages.flatMap(({ text, by, at, kind }) => [{ words: text === '' ? kind : text }, { words: `${by}, ${instantText(at)}`, style: styles.label }])],
  })));
}

const nobody = (words: string): Row['cells'][number] => [{ words, style: { ...styles.cellStrong, colour: colours.draft } }];
/** Of two lines, so that all of it can be read and compared. */
export const hash = (words: string): Row['cells'][number] => [{ words: `${words.slice(0, 32)}\n${words.slice(32)}`.trim(), style: styles.code }];

function signatureRows(subject: SubjectCase, timepoint: Timepoint): readonly Row[] {
  const { versions } = signOffOf(subject, timepoint.id);
  const state = signatureState(subject, timepoint);
  const given = versions.map((one): Row => ({
    cells: [
      [{ words: timepoint.label, style: styles.cellStrong }, { words: `version ${one.version}`, style: styles.label }], [{ words: one.signer, style: styles.cellStrong }, { words: meaningWords[one.meaning], style: styles.label }],
      [{ words: secondsText(one.at) }, { words: `Protocol version ${one.protocolVersion}, engine ${one.engineVersion}`, style: styles.label }, ...(one.amendmentReason === null ? [] : [{ words: `Amended: ${one.amendmentReason}`, style: styles.note }])], hash(one.contentHash),
    ],
  }));
  return state === 'signed' ? given : [...given, { cells: [[{ words: timepoint.label, style: styles.cellStrong }], nobody(state), '', ''] }];
}

/** Signatures under timepoints, confirmations, decisions: name, meaning, time, and the SHA-256 of what was signed. */
export function signaturesTable(report: Report, exported: ExportSubject, read: ExportRead, only: Timepoint | null): void {
  const { case: subject } = read;
  const rows = subject.timepoints.filter((timepoint) => only === null || timepoint.id === only.id).flatMap((timepoint) => signatureRows(subject, timepoint));
  const confirmed = only === null && read.slot === 'site' ? (exported.confirmation?.history ?? []).map((one): Row => ({
    cells: [
      [{ words: 'Confirmation', style: styles.cellStrong }, { words: `up to ${one.upTo.label}`, style: styles.label }], [{ words: one.by, style: styles.cellStrong }, { words: confirmationWords[one.meaning], style: styles.label }],
      [{ words: secondsText(one.at) }, { words: `${one.chosen ? `Date ${one.chosen.date ?? 'none'}: ${one.chosen.reason}` : `Progression ${one.outcome.progression?.date ?? 'none'}`}`, style: styles.note }, { words: `Protocol version ${one.protocolVersion}, engine ${one.engineVersion}`, style: styles.label }], hash(one.contentHash),
    ],
  })) : [];
  const decided = only === null && read.evaluator !== 'investigator' ? (exported.adjudication?.decisions ?? []).map((one): Row => ({
    cells: [
      [{ words: 'Adjudication', style: styles.cellStrong }, { words: `round ${one.round}`, style: styles.label }], [{ words: one.by, style: styles.cellStrong }, { words: decisionWords[one.meaning], style: styles.label }],
      [{ words: secondsText(one.at) }, { words: `Accepted: ${one.accepted === 'reader1' ? 'reader 1' : 'reader 2'}. ${one.reason}`, style: styles.note }], hash(one.basis),
    ],
  })) : [];
  table(report, [{ width: 70, head: 'What' }, { width: 112, head: 'Signed by' }, { width: page.inner - 326, head: 'When' }, { width: 144, head: 'SHA-256 of what was signed' }], [...rows, ...confirmed, ...decided]);
  if (only === null && read.slot === 'site' && exported.confirmation?.state === 'reopened') {
    report.space(4);
    report.paragraph('What the last confirmation rested on has changed since: it does not hold any more.', { ...styles.note, colour: colours.draft });
  }
}

/** For a site that signs on paper as well. */
export function paperSignature(report: Report): void {
  report.need(46);
  report.space(12);
  const width = page.inner / 3;
  const { y } = report;
  report.artifact(() => { for (let at = 0; at < 3; at += 1) report.file.moveTo(page.left + at * width, y + 20).lineTo(page.left + (at + 1) * width - 14, y + 20).lineWidth(0.5).strokeColor(colours.ink2).stroke(); });
  ['Name in print, if signed on paper', 'Signature', 'Date'].forEach((label, at) => {
    const line = report.letters.fitted(label, styles.label, width - 14);
    report.tag('P', {}, () => report.letters.draw(line, page.left + at * width, y + 22, styles.label)).end();
  });
  report.moveTo(y + 36);
}

const streamWords: Readonly<Record<AuditHead['stream'], string>> = { site: 'Subject and site read', reader1: 'Reader 1', reader2: 'Reader 2', adjudication: 'Adjudication' };

export function auditTable(report: Report, { audit }: ExportSubject, read: ExportRead): void {
  const shown = audit.filter(({ stream }) => stream === 'site' || stream === read.slot || (stream === 'adjudication' && read.accepted));
  table(report, [{ width: 130, head: 'Audit trail' }, { width: 54, head: 'Events', align: 'right' }, { width: 148, head: 'Last event' }, { width: page.inner - 332, head: 'Hash of the last event' }], shown.map(({ stream, events, at, hash: last }): Row => ({ cells: [streamWords[stream], String(events), secondsText(at), hash(last)] })));
  report.space(3);
  report.paragraph('Every event holds the SHA-256 of the one before it: the last hash stands for the whole history. nadir verify recomputes it from the database.', styles.note);
}

export function ruleTable(report: Report, ids: readonly string[]): void {
  const known = ids.flatMap((id) => { const entry = ruleEntry(id); return entry ? [entry] : []; });
  const title = { ...styles.note, colour: colours.ink };
  table(report, [{ width: 38, head: 'Rule' }, { width: 112, head: 'Called' }, { width: page.inner - 244, head: 'What it says' }, { width: 94, head: 'Source' }], known.map(({ id, title: name, text, source }): Row => ({
    cells: [[{ words: id, style: styles.code }], [{ words: name, style: title }], [{ words: text, style: styles.note }], [{ words: source, style: styles.label }]],
  })));
  report.space(3);
  report.paragraph('Sources: E09 Eisenhauer 2009 (RECIST 1.1), N09 Schwartz 2009 (nodes), S16 Schwartz 2016 (update), FAQ of the RECIST Working Group, I17 Seymour 2017 (iRECIST), FDA and EMA guidance on endpoints, ADM admiral, CDISC tumour domains, EVE everolimus trial protocols. Convention: a choice of this product where the sources leave room.', styles.note);
}
