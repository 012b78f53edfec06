/** `nadir import`: the window's own import from a terminal. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { NadirError, type SeriesId, type StudyId } from '../../common/index.ts';
import type { SeriesAssignment } from '../../casefile/index.ts';
import { deidentificationOf } from '../../casefile/index.ts';
import { createImportPool, importInto, type Core } from '../../host/index.ts';
import type { Shared } from '../main.ts';
import { passphraseFromInput, useProfile } from '../identity.ts';
import { endProgress, print, printJson, progressLine, say, type ExitStatus } from '../output.ts';
import { withCore } from '../session.ts';

type Options = Shared & { study?: string; subject?: string; deidentify?: string; secondPatient?: string; keys?: string; passphraseStdin?: boolean };

/** The study named, made when it is not there; without a name the only real study there is. */
function studyFor(core: Core, code: string | undefined): StudyId {
  const real = core.services.studies.list().filter((study) => !study.isDemo);
  if (code === undefined && real.length > 1) throw new NadirError('invalid', `There are several studies (${real.map((study) => study.code).join(', ')}). Name one with --study.`);
  const wanted = code ?? real[0]?.code ?? 'IMPORT';
  const known = core.services.studies.list().find((study) => study.code.toLowerCase() === wanted.toLowerCase());
  if (known) return known.id;
  say(`Study ${wanted} is made; it was not there.`);
  return core.services.studies.create(core.context, { code: wanted, title: wanted, template: 'phase2' }).id;
}

/** Puts the series that plainly belong to a timepoint of the named subject there; what a person must decide waits in the window's Import, and is said. */
function assignTo(core: Core, studyId: StudyId, code: string, seriesIds: readonly SeriesId[]): void {
  const { assignments, exports, subjects } = core.services;
  const known = exports.cases(studyId).find(({ case: one }) => one.code.toLowerCase() === code.toLowerCase())?.case.subjectId;
  const subjectId = known ?? subjects.enrol(core.context, { studyId, code });
  const proposals = assignments.proposalsFor(studyId, subjectId, seriesIds).filter(({ series }) => series.aside === undefined);
  const plain = proposals.flatMap(({ series, timepoint, decision, duplicateOf, choices }): SeriesAssignment[] =>
    (timepoint && decision === null && duplicateOf === null && (choices.find((one) => one.index === timepoint.index)?.state ?? 'open') === 'open' ? [{ seriesId: series.id, subjectId, newSubjectCode: null, timepointIndex: timepoint.index }] : []));
  if (plain.length > 0) assignments.assign(core.context, studyId, plain);
  for (const { series, decision, duplicateOf } of proposals.filter((one) => !plain.some(({ seriesId }) => seriesId === one.series.id))) {
    say(`Series ${series.number ?? '?'} ${series.description} of ${series.date ?? 'no date'} waits in Import: ${duplicateOf === null ? (decision ?? 'its timepoint has been read') : `already stored, ${duplicateOf}`}.`);
  }
}

/** A series as cli.md names its members. */
function seriesJson(core: Core, seriesId: SeriesId): Readonly<Record<string, unknown>> {
  const { series, slices } = core.services.series.images(seriesId);
  const { stack } = core.services.series.source(seriesId);
  return {
    seriesUid: series.seriesUid, studyUid: series.dicomStudyUid, modality: series.modality, description: series.description, date: series.date, rows: series.rows, columns: series.columns,
    slices: series.slices, frames: slices.length, spacingMm: series.spacingMm, sliceThicknessMm: series.sliceThicknessMm, transferSyntax: stack.transferSyntaxUid, findings: series.findings,
  };
}

export async function importImages(paths: readonly string[], options: Options): Promise<ExitStatus> {
  const sources = paths.map((name) => path.resolve(name));
  const missing = sources.find((name) => !existsSync(name));
  if (missing) throw new NadirError('notFound', `${missing} is not there. Nothing was imported.`);
  return withCore(options, async (core) => {
    const studyId = studyFor(core, options.study);
    if (options.deidentify !== undefined) useProfile(core, studyId, options.deidentify, options.subject !== undefined);
    const isDeidentifying = deidentificationOf(core.services.studies.detail(studyId).protocol) !== null;
    if (options.secondPatient !== undefined && !isDeidentifying) throw new NadirError('invalid', '--second-patient belongs to a study that de-identifies its images.');
    if (isDeidentifying && options.passphraseStdin) await core.keyring.unlock(core.context, studyId, await passphraseFromInput());
    const pool = createImportPool();
    const show = progressLine();
    const stop = new AbortController();
    const onInterrupt = (): void => stop.abort();
    process.once('SIGINT', onInterrupt);
    try {
      const report = await importInto({ paths: sources, owned: false }, {
        core, pool, studyId, ...(isDeidentifying ? { deidentify: { subjectId: options.subject ?? null, secondPatientReason: options.secondPatient ?? null } } : {}), sourceName: sources.map((name) => path.basename(name)).join(', '), signal: stop.signal,
        report: ({ text, done, total }) => show(`${text} ${done}${total === null ? '' : ` of ${total}`}`),
      });
      endProgress();
      if (options.subject !== undefined) assignTo(core, studyId, options.subject, report.seriesIds);
      const series = report.seriesIds.map((seriesId) => seriesJson(core, seriesId));
      const rejected = report.rejected.map(({ path: name, code, reason }) => ({ path: name, code, reason }));
      const held = report.files.quarantined ?? 0;
      if (options.json) printJson({ files: report.files, series, rejected, ...(report.deidentification ? { deidentification: report.deidentification } : {}) });
      else {
        const { seen, imported, duplicate } = report.files;
        print(`${seen} files: ${imported} imported in ${series.length} series, ${duplicate} there already, ${held > 0 ? `${held} held for review, ` : ''}${rejected.length} left out.`);
        // A path may name the patient: where the study de-identifies it is shown to a person at a terminal and goes into no file.
        for (const { path: name, code, reason, sourceName } of report.rejected) say(`${process.stderr.isTTY ? (sourceName ?? name) : name}: ${reason} (${code})`);
        for (const { code, message } of report.deidentification?.warnings ?? []) say(`${message} (${code})`);
      }
      return rejected.length > 0 || held > 0 || (report.deidentification?.warnings.length ?? 0) > 0 ? 1 : 0;
    } finally {
      process.off('SIGINT', onInterrupt);
      await pool.close();
    }
  });
}
