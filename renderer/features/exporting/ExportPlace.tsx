import { useEffect, useMemo, useRef, useState } from 'react';
import { IconPackageExport } from '@tabler/icons-react';
import type { ExportCheckReply, ExportOrder } from '../../../src/api/wire.ts';
import { packageUrl } from '../../backend.ts';
import { startExport, useExportCheck, useExportFormats, useExportPackage, useJob, useStudies, useWorklist } from '../../queries/index.ts';
import { Button, EmptyState, format, navigate, toastFailure, useKeys, useRoute, useStudyId } from '../../ui/index.ts';
import { everything, orderFault, orderOf, type ExportChoices } from './choices.ts';
import { FormatList } from './FormatList.tsx';
import { PackageLine } from './PackageLine.tsx';
import { Preflight } from './Preflight.tsx';
import { ScopeFields } from './ScopeFields.tsx';
import { TableList } from './TableList.tsx';
import styles from './ExportPlace.module.css';

/** A value that has stood still for a moment: what is being typed is not checked letter by letter. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 300);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** The job that was started here, and its package, handed to the browser once. */
function usePackage() {
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId).data;
  const made = useExportPackage(jobId, job?.state === 'done').data;
  const taken = useRef<string | null>(null);
  useEffect(() => {
    if (!made || taken.current === made.jobId) return;
    taken.current = made.jobId;
    const anchor = document.createElement('a');
    anchor.href = packageUrl(made.jobId);
    anchor.download = made.name;
    anchor.click();
  }, [made]);
  return { job, made, start: setJobId };
}

const about = (check: ExportCheckReply): string => `${format.counted(check.subjects, 'subject')}, ${format.counted(check.timepoints, check.reads === 'signed' ? 'signed timepoint' : 'timepoint')}${check.cutOff === null ? '' : ` up to ${check.cutOff}`}, as of ${format.localMinute(check.asOf)}.`;

/** Why nothing can be exported now; null: it can. `check`: of exactly what is chosen, undefined while it is asked for. */
function whyNot(check: ExportCheckReply | undefined, fault: string | null, failed: boolean): string | null {
  if (fault !== null) return fault;
  if (failed) return 'Correct what is asked for';
  if (!check) return 'Being checked';
  return check.isBlocked ? (check.blocked.length > 0 ? `${format.counted(check.blocked.length, 'subject')} would be wrong` : 'Something blocks the export') : null;
}

/** A package of the study: what is in it, of what, what to know before it leaves, and the file. */
export function ExportPlace() {
  const studyId = useStudyId();
  const study = useStudies().data?.find((candidate) => candidate.id === studyId);
  const rows = useWorklist(studyId).data;
  const formats = useExportFormats().data ?? [];
  const route = useRoute();
  const subject = route.place === 'export' ? (route.subject ?? '') : '';
  const [choices, setChoices] = useState<ExportChoices>({ ...everything, subjects: subject });
  const order = orderOf(studyId, formats, choices);
  // One text for equal orders: an order that was made anew is no new question.
  const [asked, checked] = [JSON.stringify(order), useSettled(JSON.stringify(order))];
  const { data: check, error, isFetching, isPlaceholderData } = useExportCheck(useMemo(() => JSON.parse(checked) as ExportOrder | null, [checked]));
  const { job, made, start } = usePackage();
  const isOfThis = asked === checked && !isPlaceholderData;
  const why = whyNot(isOfThis ? check : undefined, orderFault(formats, choices), isOfThis && error !== null);
  const change = (over: Partial<ExportChoices>): void => setChoices((before) => ({ ...before, ...over }));
  const run = (): void => {
    if (order) void startExport({ ...order, reason: choices.reason.trim() || null }).then(({ id }) => start(id), toastFailure);
  };
  useKeys([{ id: 'export.package', key: 'P', label: 'export package', scope: 'Export', status: 1, enabled: why === null && job?.state !== 'running', run }]);
  if (studyId === null || rows?.length === 0) return <EmptyState title="Nothing to export" actions={<Button look="primary" onClick={() => navigate({ place: 'import', jobId: null })}>Import images</Button>}>An export needs at least one subject.</EmptyState>;
  return (
    <div className={styles.page}>
      <div className={styles.columns}>
        <div>
          <h1 className="nd-display">{study ? `Export ${study.code}` : 'Export'}</h1>
          <p className="nd-2">{check && error === null ? about(check) : '\u00a0'}</p>
          <ScopeFields choices={choices} isDouble={study?.you?.double === true} reads={check?.reads ?? 'signed'} onChange={change} />
          <FormatList formats={formats} without={choices.without} onChange={(without) => change({ without })} />
          {check && (check.blocked.length > 0 || check.leftOut.length > 0) && (
            <label className={styles.leaveOut}><input type="checkbox" className="nd-check" checked={choices.leaveOutBlocked} onChange={(event) => change({ leaveOutBlocked: event.currentTarget.checked })} />Leave out {[...check.blocked, ...check.leftOut].join(', ')}</label>
          )}
          <div className={styles.run}><Button look="primary" keys="P" icon={<IconPackageExport size={16} stroke={1.75} aria-hidden="true" />} disabledReason={job?.state === 'running' ? 'Running' : why} onClick={run}>Export package</Button><span className="nd-small nd-3">One ZIP file with manifest, pre-flight findings and SHA-256 of every file.</span></div>
          <PackageLine job={job} made={made} />
          <TableList studyId={studyId} />
        </div>
        <Preflight check={check} error={error} isChecking={isFetching} />
      </div>
    </div>
  );
}
