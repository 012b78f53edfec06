/** `nadir audit`: the audit trail of a study, a subject, or everything, as lines, JSON or a CSV file that is whole or not there. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NadirError } from '../../common/index.ts';
import { changeWords, eventTitle, groupOfKind, trailGroups, type TrailQuery, type TrailRow } from '../../casefile/index.ts';
import type { Core } from '../../host/index.ts';
import { clearStaging, stageBeside, syncFolder } from '../../system/index.ts';
import type { Shared } from '../main.ts';
import { endProgress, onOneLine, print, printJson, progressLine, say, type ExitStatus } from '../output.ts';
import { withCore } from '../session.ts';

type Options = Shared & { readonly study?: string; readonly subject?: string; readonly from?: string; readonly to?: string; readonly person?: string; readonly kind?: string; readonly text?: string; readonly withReason?: boolean; readonly undo?: boolean; readonly csv?: string };

function queryOf({ services, store }: Core, options: Options): TrailQuery {
  if (options.subject !== undefined && options.study === undefined) throw new NadirError('invalid', '--subject needs --study: codes of subjects are a study\'s own.', { reason: 'study' });
  const study = options.study === undefined ? undefined : services.studies.byCode(options.study).id;
  const subject = options.subject === undefined || study === undefined ? undefined : store.subjects.byCode(study, options.subject)?.id;
  if (options.subject !== undefined && subject === undefined) throw new NadirError('notFound', `Study ${options.study} has no subject ${options.subject}.`, { reason: 'subject' });
  return { study, subject, from: options.from, to: options.to, person: options.person, ...kindOf(options.kind), text: options.text, reason: options.withReason, undo: options.undo };
}

const kindOf = (word: string | undefined): Pick<TrailQuery, 'kind' | 'group'> => (trailGroups.some(({ name }) => name === word) ? { group: word } : { kind: word });

/** A kind that no event has and a name that nobody had would find nothing, and look as if nothing had happened. Errors: invalid kind; notFound person. */
function requireKnown({ services, context }: Core, { kind, person, study, subject }: TrailQuery): void {
  if (kind === undefined && person === undefined) return;
  const { kinds, people } = services.trail.choices(context, { study, subject });
  // What another version wrote is found too.
  if (kind !== undefined && groupOfKind(kind) === null && !kinds.some(({ value }) => value === kind)) {
    throw new NadirError('invalid', `"${kind}" is no kind of event. Name a group (${trailGroups.map(({ name }) => name).join(', ')}) or one kind, as MeasurementRecorded; --json shows those that are there.`, { reason: 'kind' });
  }
  if (person === undefined || people.some(({ value }) => value === person)) return;
  throw new NadirError('notFound', `Nobody named "${person}" has recorded anything here. Those who have: ${people.map(({ value }) => value).join(', ') || 'nobody'}.`, { reason: 'person' });
}

/** Filled beside its place and moved there: a file of that name is whole. */
function writeCsvFile(core: Core, query: TrailQuery, file: string) {
  if (existsSync(file)) throw new NadirError('refused', `${file} is there already. Choose another name.`, { reason: 'exists' });
  clearStaging(path.dirname(file), `${path.basename(file)}.part-`);
  const staging = stageBeside(file);
  try {
    const part = path.join(staging, path.basename(file));
    const written = writeRows(core, query, part);
    core.services.trail.recordExport(core.context, query, { ...written, name: path.basename(file) });
    renameSync(part, file);
    syncFolder(path.dirname(file));
    return written;
  } finally {
    rmSync(staging, { recursive: true, force: true });
    endProgress();
  }
}

function writeRows(core: Core, query: TrailQuery, part: string) {
  const progress = progressLine();
  const descriptor = openSync(part, 'wx', 0o600);
  try {
    const written = core.services.trail.csv(core.context, query, (piece) => writeFileSync(descriptor, piece), { onProgress: (events) => progress(`${events} events`) });
    fsyncSync(descriptor);
    return written;
  } finally {
    closeSync(descriptor);
  }
}

const whereOf = ({ studyCode, subjectCode, part }: TrailRow): string => [studyCode, subjectCode].filter((one) => one !== null).join(' ') || part;
const line = (row: TrailRow): string => [
  row.at.replace(/\.\d+Z$/, '+00:00'), `${row.actor} (${row.role})`, whereOf(row), eventTitle(row.kind), row.what, row.changes.map(changeWords).join('; '), row.reason === null ? '' : `Reason: ${row.reason}`, row.hash.slice(0, 12),
].filter((one) => one !== '').map(onOneLine).join(' | ');

function* pages(core: Core, query: TrailQuery): Generator<readonly TrailRow[]> {
  for (let after: string | null = null; ;) {
    const { rows, next } = core.services.trail.page(core.context, query, after, 200);
    yield rows;
    if (next === null) return;
    after = next;
  }
}

export const audit = (options: Options): Promise<ExitStatus> => withCore(options, (core) => {
  const query = queryOf(core, options);
  requireKnown(core, query);
  if (options.csv !== undefined) {
    const file = path.resolve(options.csv);
    const written = writeCsvFile(core, query, file);
    if (options.json) printJson({ file, ...written });
    else print(`${written.events} ${written.events === 1 ? 'event' : 'events'} in ${file}. SHA-256 ${written.sha256}.`);
    return 0;
  }
  if (options.json) {
    const events: TrailRow[] = [];
    for (const rows of pages(core, query)) events.push(...rows);
    printJson({ events });
    return 0;
  }
  let count = 0;
  for (const rows of pages(core, query)) {
    if (rows.length > 0) print(rows.map(line).join('\n'));
    count += rows.length;
  }
  say(`${count} ${count === 1 ? 'event' : 'events'}, newest first.`);
  return 0;
});
