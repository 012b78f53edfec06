import { useEffect, useState } from 'react';
import type { DeidentificationReport as Report, ImportResult, JobStatus, RejectedFile, SeriesProposal } from '../../../src/api/wire.ts';
import { deidentificationOf } from '../../../src/casefile/index.ts';
import { isNadirError } from '../../../src/common/index.ts';
import { useImportResult, useJob, useStudies, useStudyDetail, useUnassigned } from '../../queries/index.ts';
import { Alert, Button, EmptyState, errorText, format, navigate, useStudyId } from '../../ui/index.ts';
import { AssignedNotice, type Assigned } from './AssignedNotice.tsx';
import { AssignSeries, asidesButton } from './AssignSeries.tsx';
import { DeidentificationReport } from './DeidentificationReport.tsx';
import { DropZone } from './DropZone.tsx';
import { IdentityBar, identityMissing, identityOf, noIdentity } from './IdentityBar.tsx';
import { ImportProgress, progressLine } from './ImportProgress.tsx';
import { QuarantineNotice } from './QuarantineNotice.tsx';
import { RejectedPanel } from './RejectedPanel.tsx';
import { failUpload, useUpload } from './upload.ts';
import { useImporting } from './useImporting.ts';
import styles from './ImportPlace.module.css';

function Counts({ result }: { readonly result: ImportResult }) {
  const { files } = result;
  const perSecond = result.milliseconds > 0 ? Math.round((files.seen / result.milliseconds) * 1000) : null;
  const images = result.series.reduce((sum, proposal) => sum + proposal.series.slices, 0);
  return (
    <div className={styles.counts}>
      <strong className={styles.source}>{result.sourceName}</strong>
      <span className="nd-2">{format.counted(files.seen, 'file')} in {format.seconds(result.milliseconds)}{perSecond !== null && `, ${format.count(perSecond)} files/s`}</span>
      <span className={styles.countsRight}>{format.counted(images, 'image')} in {format.counted(result.series.length, 'series', 'series')}</span>
      <span className="nd-3">{files.duplicate > 0 && `${format.count(files.duplicate)} already stored, `}{files.quarantined ? `${format.count(files.quarantined)} held for review, ` : ''}{format.count(files.rejected)} not imported</span>
    </div>
  );
}

/** Why an import has nothing to assign, and what to do. */
export function emptyWords(result: ImportResult): { readonly title: string; readonly text: string } {
  const { files, rejected, series } = result;
  if (series.length > 0 && series.every((proposal) => proposal.series.aside)) return { title: 'No series to assign', text: 'The images are localisers or secondary captures: for looking only.' };
  if (series.length > 0) return { title: 'Nothing left to assign', text: 'Every series of this import is assigned or discarded.' };
  if (files.seen === 0) return { title: 'The folder is empty', text: 'Choose the folder that holds the files of the scanner or the archive.' };
  if (files.quarantined && files.imported === 0) return { title: 'Nothing to assign yet', text: `${format.counted(files.quarantined, 'image')} ${files.quarantined === 1 ? 'waits' : 'wait'} for review above.` };
  if (files.imported > 0) return { title: 'No series to assign', text: 'The files are stored, but none of them is a series of images that can be read.' };
  if (files.duplicate > 0) return { title: files.rejected > 0 ? 'Nothing new was imported' : 'Everything is stored already', text: `${format.counted(files.duplicate, 'file')} came with an earlier import. Nothing was added.` };
  if (rejected.every((file) => file.code === 'IMP-06' || file.code === 'IMP-10')) return { title: 'No DICOM images found', text: 'Nothing in it is a DICOM file. Choose the folder that holds the files of the scanner or the archive.' };
  return { title: 'Nothing was imported', text: 'Every file was left out; the reason for each is on the right.' };
}

function JobFailure({ job }: { readonly job: JobStatus }) {
  if (job.state === 'cancelled') return <Alert severity="info" title="Import cancelled" live>Nothing was stored. The source is not changed.</Alert>;
  if (job.state !== 'failed') return null;
  return <Alert severity="block" title="Import stopped" id={job.error?.reason} live>{job.error?.message ?? 'The host gave no reason.'}</Alert>;
}

type Shown = { readonly sourceName: string; readonly proposals: readonly SeriesProposal[]; readonly rejected: readonly RejectedFile[]; readonly report: Report | null };

/** What is to be assigned: the result of the job in the address, else what earlier imports left. */
function shownSeries(result: ImportResult | undefined, unassigned: readonly SeriesProposal[] | undefined, isJob: boolean): Shown | null {
  if (isJob) {
    if (!result) return null;
    // A series that was assigned or discarded since is no longer offered; one that is already stored stays visible.
    const open = new Set((unassigned ?? result.series).map((proposal) => proposal.series.id));
    return { sourceName: result.sourceName, proposals: result.series.filter((proposal) => open.has(proposal.series.id) || proposal.duplicateOf !== null), rejected: result.rejected, report: result.deidentification };
  }
  return unassigned ? { sourceName: 'earlier imports', proposals: unassigned, rejected: [], report: null } : null;
}

function ShownSeries({ shown, result, studyId, onAssigned }: { readonly shown: Shown; readonly result: ImportResult | undefined; readonly studyId: string; readonly onAssigned: (assigned: Assigned) => void }) {
  const asides = shown.proposals.filter(({ series }) => series.aside).length;
  const [showsAsides, setShowsAsides] = useState(false);
  if (shown.proposals.length > (showsAsides ? 0 : asides)) return <AssignSeries key={result?.jobId ?? 'earlier'} studyId={studyId} {...shown} onAssigned={onAssigned} />;
  const words = result ? emptyWords(result) : { title: 'No series waits for a timepoint', text: 'Imported series are listed here until they are put to a subject and a timepoint.' };
  return (
    <>
      <EmptyState title={words.title} actions={asides > 0 && <Button small look="ghost" onClick={() => setShowsAsides(true)}>{asidesButton(asides)}</Button>}>{words.text}</EmptyState>
      {result && (result.rejected.length > 0 || result.deidentification) && <div className={styles.side}><RejectedPanel sourceName={result.sourceName} rejected={result.rejected} above={result.deidentification && <DeidentificationReport report={result.deidentification} />} footer={null} /></div>}
    </>
  );
}

/** Images in: drop or choose, watch, see what came and what did not, say whose they are. */
export function ImportPlace({ jobId }: { readonly jobId: string | null }) {
  const studyId = useStudyId();
  const study = useStudies().data?.find((candidate) => candidate.id === studyId);
  const upload = useUpload();
  const protocol = useStudyDetail(studyId).data?.protocol;
  const setup = protocol ? deidentificationOf(protocol) : null;
  const [identity, setIdentity] = useState(noIdentity);
  useEffect(() => setIdentity(noIdentity), [studyId]);
  const importing = useImporting(studyId, setup ? identityOf(identity) : undefined);
  const jobQuery = useJob(jobId);
  const job = jobQuery.data;
  const isOver = job !== undefined && job.state !== 'running';
  const resultQuery = useImportResult(jobId, job?.state === 'done');
  const result = resultQuery.data;
  const unassigned = useUnassigned(studyId);
  const [assigned, setAssigned] = useState<Assigned | null>(null);
  useEffect(() => setAssigned(null), [jobId, studyId]);
  // Jobs end with the host; what an older one left is listed at the place's own address.
  const isForgotten = isNadirError(jobQuery.error) && jobQuery.error.code === 'notFound';
  useEffect(() => {
    if (isForgotten) navigate({ place: 'import', jobId: null }, { replace: true });
  }, [isForgotten]);
  const { refetch: askUnassigned } = unassigned;
  useEffect(() => {
    if (isOver) void askUnassigned();
  }, [isOver, askUnassigned]);

  const line = progressLine(upload, job);
  const shown = line ? null : shownSeries(result, unassigned.data, jobId !== null);
  const isEmpty = jobId === null && (unassigned.data ?? []).every(({ series }) => series.aside);
  const hasSide = shown !== null && assigned === null && (shown.proposals.length > 0 || shown.rejected.length > 0 || shown.report !== null);
  const failure = jobQuery.error ?? resultQuery.error;
  return (
    <div className={styles.place} data-side={hasSide || undefined}>
      <div className={styles.top}>
        <DropZone small={!isEmpty || line !== null} importing={importing} studyCode={study?.code ?? null} busy={line !== null} missing={identityMissing(setup, identity)} />
        {setup && studyId !== null && <IdentityBar studyId={studyId} setup={setup} input={identity} onChange={setIdentity} />}
        {studyId !== null && !line && <QuarantineNotice studyId={studyId} className={styles.message} />}
        {upload.failure !== null && <div className={styles.message}><Alert severity="block" title="Nothing was imported" live actions={<Button small look="ghost" onClick={() => failUpload(null)}>Close</Button>}>{upload.failure}</Alert></div>}
        {line ? <ImportProgress line={line} /> : result && <Counts result={result} />}
        {!line && job && job.state !== 'done' && <div className={styles.message}><JobFailure job={job} /></div>}
        {!line && failure && <div className={styles.message}><Alert severity="block" title="This import cannot be shown" live>{errorText(failure)}</Alert></div>}
      </div>
      {assigned && !line ? <AssignedNotice assigned={assigned} /> : shown && studyId !== null && <ShownSeries shown={shown} result={result} studyId={studyId} onAssigned={setAssigned} />}
    </div>
  );
}
