import { useEffect, useState, type ReactNode } from 'react';
import type { ConfirmationState, ConfirmRead } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { useCentralCase, useSession, useSubject, useSubjectList } from '../../queries/index.ts';
import { Alert, Button, EmptyState, errorText, IconButton, KeyCap, navigate, openRead, ResponseChip, Segmented, Still, useKeys, useStudyId } from '../../ui/index.ts';
import { ClinicalSheet, ImportFacts } from '../clinical/index.ts';
import { PrintedSignatures } from '../signing/index.ts';
import { openTimepointAt } from './lookAt.ts';
import { SubjectTimeline } from './SubjectTimeline.tsx';
import { useConfirming } from './useConfirming.ts';
import styles from './ConfirmPlace.module.css';

/** How the best response came about, in one line. */
export function bestResponseLine(result: SubjectResult): string {
  const { unconfirmed, confirmed } = result.response;
  if (confirmed.achieved) return `response from ${confirmed.date ?? ''}, confirmed`;
  if (unconfirmed.achieved) return `response from ${unconfirmed.date ?? ''}, ${result.pendingConfirmation ? 'confirmation pending' : 'not confirmed'}`;
  return result.progression ? `progression ${result.progression.date}` : 'no response recorded';
}

const readNames: Readonly<Record<ConfirmRead, string>> = { central: 'Central', site: 'Site' };

/** Whose date is shown, where a subject has the site's read and a central one: the two stand apart (R-J09). */
function WhichRead({ state, onChange }: { readonly state: ConfirmationState | undefined; readonly onChange: (read: ConfirmRead) => void }) {
  if (!state || state.reads.length < 2) return null;
  const waits = state.reads.find(({ why }) => why !== '');
  return (
    <>
      {waits === undefined
        ? <Segmented label="Read" value={state.read} options={state.reads.map(({ read }) => ({ value: read, label: readNames[read] }))} onChange={onChange} />
        : <span className="nd-small nd-2">Site read</span>}
      <span className="nd-small nd-3">{waits ? `Central read: ${waits.why}` : state.reads.find(({ read }) => read === state.read)?.isResult === true ? 'result of the trial' : 'not the result of the trial'}</span>
    </>
  );
}

function Bar({ code, site, result, at, total, go, which, actions }: { readonly code: string; readonly site: string; readonly result: SubjectResult | null; readonly at: number; readonly total: number; readonly go: (steps: number) => void; readonly which: ReactNode; readonly actions: ReactNode }) {
  return (
    <div className={styles.bar}>
      <strong className="nd-title">{code}</strong>
      <span className="nd-3">{site}</span>
      {which}
      {result && (
        <>
          <span className="nd-2">Best overall response</span>
          <ResponseChip response={result.bestOverallResponse} provisional />
          <span className="nd-small nd-2">{bestResponseLine(result)}</span>
        </>
      )}
      {actions}
      <span className={styles.position}>{at >= 0 ? `${at + 1} of ${total}` : ''}</span>
      <IconButton label="Previous subject" onClick={() => go(-1)}><KeyCap keys="[" /></IconButton>
      <IconButton label="Next subject" onClick={() => go(1)}><KeyCap keys="]" /></IconButton>
    </div>
  );
}

/** The subject page of the investigator: read-only, evaluated by the same engine as the reading. */
export function ConfirmPlace({ subjectId }: { readonly subjectId: string | null }) {
  const list = useSubjectList(useStudyId()).data;
  const query = useSubject(subjectId);
  const [chosen, setChosen] = useState<{ readonly subjectId: string | null; readonly read: ConfirmRead } | null>(null);
  const confirming = useConfirming(subjectId, chosen?.subjectId === subjectId ? chosen.read : null);
  const isCentral = confirming.state?.read === 'central';
  const central = useCentralCase(isCentral ? subjectId : null);
  const total = list?.ids.length ?? 0;
  const at = list?.ids.findIndex((id) => id === subjectId) ?? -1;
  const first = list?.ids[Math.max(0, list.progressed.indexOf(true))];
  useEffect(() => {
    if (subjectId === null && first) navigate({ place: 'confirm', subjectId: first }, { replace: true });
  }, [subjectId, first]);
  const go = (steps: number) => {
    const id = list?.ids[Math.max(0, Math.min(total - 1, at + steps))];
    if (id) navigate({ place: 'confirm', subjectId: id });
  };
  const may = useSession().data?.access.may ?? [];
  const [open, setOpen] = useState<'facts' | 'table' | null>(null);
  const mayRecord = may.includes('POST /subject/set-facts') && query.data !== undefined;
  const mayExport = may.includes('POST /export/start');
  const shown = isCentral ? central.data : query.data;
  const openImages = () => {
    if (subjectId === null) return;
    const deciding = shown?.result?.progression?.timepointId;
    if (shown?.result && deciding) openTimepointAt(shown.case, shown.result, deciding);
    else openRead(subjectId);
  };
  const scope = 'Confirm';
  useKeys([
    { id: 'confirm.previous', key: '[', label: 'previous subject', scope, status: 10, enabled: at > 0, run: () => go(-1) },
    { id: 'confirm.next', key: ']', label: 'next subject', scope, status: 20, enabled: at < total - 1, run: () => go(1) },
    { id: 'confirm.open', key: 'O', label: 'open images', scope, status: 30, enabled: subjectId !== null, run: openImages },
    { id: 'confirm.facts', key: 'D', label: 'clinical facts', scope, status: 45, enabled: mayRecord, run: () => setOpen('facts') },
    { id: 'confirm.worklist', key: 'Escape', label: 'worklist', scope, status: 40, run: () => navigate({ place: 'worklist' }) },
  ]);
  if (list && total === 0) return <EmptyState title="No subjects in this study" actions={<Button look="primary" onClick={() => navigate({ place: 'import', jobId: null })}>Import images</Button>}>A timeline needs a subject with a read baseline.</EmptyState>;
  const failed = isCentral && central.isError ? central : query;
  if (failed.isError) return <div className={styles.message}><Alert severity="block" title="The subject could not be read" live actions={<Button small onClick={() => void failed.refetch()}>Try again</Button>}>{errorText(failed.error)}</Alert></div>;
  // Whose read it is must be known before anything of it is shown.
  const reply = isCentral ? central.data : confirming.isPending ? undefined : query.data;
  return (
    <div className={styles.place}>
      <div className={styles.main}>
        <Bar code={reply?.case.code ?? ''} site={reply?.case.site ?? ''} result={reply?.result ?? null} at={at} total={total} go={go} which={<WhichRead state={confirming.state} onChange={(read) => setChosen({ subjectId, read })} />} actions={<span className={styles.tools}>{mayRecord && <><Button small keys="confirm.facts" onClick={() => setOpen('facts')}>Clinical facts</Button><Button small look="ghost" onClick={() => setOpen('table')}>From a table…</Button></>}{reply?.result && <Button small look="ghost" onClick={() => window.print()}>Print</Button>}{reply && mayExport && <Button small look="ghost" onClick={() => navigate({ place: 'export', subject: reply.case.code })}>Export</Button>}</span>} />
        <div className={styles.body}>
          {!reply && <div className={styles.left} aria-busy="true"><Still height={360} /></div>}
          {reply?.result && <SubjectTimeline key={`${reply.case.subjectId} ${reply.case.read.slot}`} subject={reply.case} result={reply.result} confirming={confirming} />}
          {open === 'facts' && reply && <ClinicalSheet subject={reply.case} onClose={() => setOpen(null)} />}
          {open === 'table' && reply && <ImportFacts studyId={reply.case.studyId} onClose={() => setOpen(null)} />}
          {reply && !reply.result && (
            <EmptyState title="Baseline is not read yet" actions={<Button look="primary" keys="O" onClick={() => openRead(reply.case.subjectId)}>Read baseline</Button>}>The timeline begins with the first measured lesion of the baseline.</EmptyState>
          )}
        </div>
        {reply && <PrintedSignatures subject={reply.case} timepoints={reply.case.timepoints} confirmations={confirming.state === undefined ? null : { history: confirming.state.history, holds: confirming.state.state === 'confirmed' }} />}
      </div>
    </div>
  );
}
