import { useMemo, useRef, useState } from 'react';
import type { StudyDetail, StudyTemplate } from '../../../src/api/wire.ts';
import type { ProtocolProblem } from '../../../src/casefile/index.ts';
import { parameterGroups, type ParameterGroup } from '../../../src/recist/index.ts';
import { useAmendStudy, useCreateStudy, useEditStudy, usePeople, useSession, useStudyDetail, useStudyTemplates, type Person } from '../../queries/index.ts';
import { Alert, Button, EmptyState, errorText, format, navigate, SearchField, Still, toast, useCurrentStudy, useKeys } from '../../ui/index.ts';
import { AmendDialog } from './AmendDialog.tsx';
import { draftChanges, draftProblems, storingOf, type Draft } from './draft.ts';
import { useKeptDraft } from './keptDrafts.ts';
import { isIn, sectionsFound, type SectionEntry } from './sectionList.ts';
import { ExportSection } from './sections/ExportSection.tsx';
import { HistorySection } from './sections/HistorySection.tsx';
import { IdentitySection } from './sections/IdentitySection.tsx';
import { MarkersSection } from './sections/MarkersSection.tsx';
import { ParameterSection, type SectionProps } from './sections/ParameterSection.tsx';
import { ReadingSection } from './sections/ReadingSection.tsx';
import { StudySection } from './sections/StudySection.tsx';
import { SubjectsSection } from './sections/SubjectsSection.tsx';
import { VisitsSection } from './sections/VisitsSection.tsx';
import styles from './StudySetupPlace.module.css';

const isGroup = (id: string): id is ParameterGroup => (parameterGroups as readonly string[]).includes(id);
/** Scrolls the form alone (the frame around it never moves); Tab goes on from the head of the section. */
function jumpTo(id: string): void {
  const section = document.getElementById(`setup-${id}`);
  const scroller = section?.closest('[data-scroll]');
  document.getElementById(`setup-${id}-head`)?.focus({ preventScroll: true });
  if (section && scroller) scroller.scrollTop += section.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 12;
}

/** The sections there are, with what is changed and what is wrong in each. */
function SectionList({ found, draftPaths, problems }: { readonly found: readonly SectionEntry[]; readonly draftPaths: readonly string[]; readonly problems: readonly ProtocolProblem[] }) {
  return (
    <nav aria-label="Sections">
      {found.map((section) => {
        const faults = problems.filter((problem) => problem.severity === 'block' && isIn(section, problem.path)).length;
        const changed = draftPaths.filter((path) => isIn(section, path)).length;
        return (
          <button key={section.id} type="button" className={styles.jump} onClick={() => jumpTo(section.id)}>
            <span>{section.title}</span>
            {faults > 0 ? <span className={styles.faults}>{faults} to fix</span> : changed > 0 ? <span className={styles.changed}>{changed} changed</span> : null}
          </button>
        );
      })}
      {found.length === 0 && <p className={styles.none}>No parameter matches.</p>}
    </nav>
  );
}

type FormProps = { readonly stored: Draft; readonly detail: StudyDetail | null; readonly templates: readonly StudyTemplate[] | null; readonly people: readonly Person[] | null };

function stateWords(detail: StudyDetail | null): string {
  if (!detail) return 'New study';
  if (detail.signedReads === 0) return `Version ${detail.version}, not fixed: nothing is signed`;
  return `Version ${detail.version}, fixed: ${format.counted(detail.signedReads, 'read')} signed`;
}

function SectionBody({ section, props, detail, templates, people, nameOf }: { readonly section: SectionEntry; readonly props: SectionProps; readonly nameOf: (text: string) => string } & Pick<FormProps, 'detail' | 'templates' | 'people'>) {
  if (isGroup(section.id)) return <ParameterSection group={section.id} {...props} />;
  switch (section.id) {
    case 'study': return <StudySection {...props} templates={templates} />;
    case 'reading': return <ReadingSection {...props} people={people} />;
    case 'visits': return <VisitsSection {...props} />;
    case 'markers': return <MarkersSection {...props} />;
    case 'subjects': return <SubjectsSection {...props} />;
    case 'export': return <ExportSection {...props} />;
    case 'identity': return <IdentitySection {...props} studyId={detail?.id ?? null} stored={detail?.protocol ?? null} />;
    default: return detail ? <HistorySection versions={detail.versions} nameOf={nameOf} /> : null;
  }
}

/** Creating, changing and amending: which of them the button does, and why it cannot. */
function useStoring(draft: Draft, detail: StudyDetail | null, drop: () => void, close: () => void) {
  const [create, edit, amend] = [useCreateStudy(), useEditStudy(), useAmendStudy()];
  const choose = useCurrentStudy((state) => state.choose);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const run = (work: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    work().catch((error: unknown) => setFailure(errorText(error))).finally(() => setBusy(false));
  };
  const { protocol } = draft;
  const trimmed = { code: draft.code.trim(), title: draft.title.trim() };
  return {
    isBusy, failure,
    create: () => run(async () => {
      const study = await create({ ...trimmed, template: draft.template, protocol });
      drop();
      choose(study.id);
      toast(`Study ${study.code} created.`);
      navigate({ place: 'import', jobId: null });
    }),
    edit: () => detail && run(async () => {
      await edit({ studyId: detail.id, expectedRevision: detail.revision, ...trimmed, protocol });
      close();
      toast(`Study ${trimmed.code} changed.`);
    }),
    amend: (reason: string) => detail && run(async () => {
      const after = await amend({ studyId: detail.id, expectedRevision: detail.revision, protocol, reason });
      close();
      toast(`Protocol of ${after.code} amended to version ${after.version}.`);
    }),
  };
}

function SetupForm({ stored, detail, templates, people }: FormProps) {
  const [draft, change, drop] = useKeptDraft(detail ? `${detail.id} ${detail.revision}` : 'new', stored);
  const may = useSession().data?.access.may ?? [];
  const isReadOnly = detail !== null && !may.includes('POST /study/edit');
  const [search, setSearch] = useState('');
  const [isAmending, setAmending] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const problems = useMemo(() => draftProblems(draft), [draft]);
  const changes = useMemo(() => (detail ? draftChanges(stored, draft) : []), [detail, stored, draft]);
  const found = useMemo(() => sectionsFound(search).filter(({ id }) => (id === 'history' ? (detail?.versions.length ?? 0) > 0 : id === 'identity' ? !isReadOnly : id !== 'subjects' || !isReadOnly || draft.protocol.subjectCodes || draft.protocol.sites)), [search, detail, isReadOnly, draft.protocol]);
  const storing = storingOf(changes, detail?.signedReads ?? 0);
  const save = useStoring(draft, detail, drop, () => setAmending(false));
  const faults = problems.filter((problem) => problem.severity === 'block');
  const renames = changes.some((one) => one.path === 'code' || one.path === 'title');
  const unnamed = !detail && draft.code === '' && draft.title === '' ? 'Code and title are missing' : null;
  const reason = isReadOnly ? 'Data managers change the protocol' : save.isBusy ? 'Storing' : unnamed !== null && faults.length === 2 ? unnamed : faults[0] ? (faults.length === 1 ? faults[0].message.replace(/\.$/, '') : `${faults.length} values to fix`)
    : detail && storing.kind === 'nothing' ? 'Nothing changed' : storing.kind === 'amend' && renames ? 'Code and title are changed apart from an amendment' : null;
  const submit = () => {
    if (reason !== null) return;
    if (!detail) save.create();
    else if (storing.kind === 'amend') setAmending(true);
    else save.edit();
  };
  const nameOf = (id: string) => people?.find((person) => person.id === id)?.fullName ?? id;
  useKeys([
    { id: 'setup.find', key: '/', label: 'find a parameter', scope: 'Study', status: 10, run: () => field.current?.focus() },
    { id: 'setup.store', key: 'Ctrl+Enter', label: detail ? (storing.kind === 'amend' ? 'amend' : 'store changes') : 'create study', scope: 'Study', status: 20, inFields: true, enabled: reason === null, run: submit },
    { id: 'setup.leave', key: 'Escape', label: 'worklist', scope: 'Study', status: 30, enabled: changes.length === 0 && detail !== null, run: () => navigate({ place: 'worklist' }) },
  ]);
  const props: SectionProps = { draft, change, problems, search, isReadOnly };
  return (
    <form className={styles.place} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <aside className={styles.left}>
        <div className={styles.search}><SearchField ref={field} label="Find a parameter" keys="/" value={search} onChange={setSearch} /></div>
        <SectionList found={found} draftPaths={changes.map((one) => one.path)} problems={draft.code === '' && draft.title === '' ? problems.filter((one) => one.path !== 'code' && one.path !== 'title') : problems} />
      </aside>
      <div className={styles.right}>
        <header className={styles.head}>
          <h2 className="nd-title">{detail ? `Protocol of ${stored.code}` : 'New study'}</h2>
          <span className="nd-2">{detail ? (isReadOnly ? `Version ${detail.version}` : stateWords(detail)) : ''}</span>
          <span className={styles.status} role="status">{changes.length > 0 ? `${format.counted(changes.length, 'change')}${reason ? `. ${reason}` : ''}` : reason ?? ''}</span>
          {detail && changes.length > 0 && <Button look="ghost" onClick={drop}>Take back</Button>}
          {!detail && <Button look="ghost" onClick={() => history.back()}>Cancel</Button>}
          {!isReadOnly && <Button look="primary" type="submit" keys="Ctrl+Enter" disabledReason={reason} reasonElsewhere>{!detail ? 'Create study' : storing.kind === 'amend' ? 'Amend…' : 'Store changes'}</Button>}
        </header>
        {save.failure !== null && !isAmending && <div className={styles.failure}><Alert severity="block" title={save.failure} live /></div>}
        {detail && detail.signedReads > 0 && <div className={styles.failure}><Alert severity="info" title={`Parameters are fixed since the first signature`}>A change of a rule, of visits or of the reading scheme is stored as amendment {detail.version + 1} with a reason. Readers, sites, subject codes and due dates can be changed at any time.</Alert></div>}
        <div className={styles.scroll} data-scroll tabIndex={-1}>
          {found.map((section) => <fieldset key={section.id} className={styles.plain} disabled={isReadOnly && section.id !== 'history'}><SectionBody section={section} props={props} detail={detail} templates={templates} people={people} nameOf={nameOf} /></fieldset>)}
        </div>
      </div>
      {detail && <AmendDialog isOpen={isAmending} version={detail.version + 1} signedReads={detail.signedReads} changes={changes} nameOf={nameOf} isBusy={save.isBusy} failure={save.failure} onAmend={save.amend} onClose={() => setAmending(false)} />}
    </form>
  );
}

function Loading() {
  return <div className={styles.loading} aria-busy="true">{Array.from({ length: 12 }, (_, index) => <Still key={index} height={20} />)}</div>;
}

function NewStudy() {
  const templates = useStudyTemplates();
  const people = usePeople().data ?? null;
  const first = templates.data?.[0];
  const stored = useMemo(() => (first ? { code: '', title: '', template: first.name, protocol: first.protocol } : null), [first]);
  if (templates.isError) return <EmptyState title="A study cannot be created here" actions={<Button look="primary" onClick={() => navigate({ place: 'worklist' })}>Worklist</Button>}>{errorText(templates.error)}</EmptyState>;
  return stored ? <SetupForm stored={stored} detail={null} templates={templates.data ?? null} people={people} /> : <Loading />;
}

function ExistingStudy({ studyId }: { readonly studyId: string }) {
  const query = useStudyDetail(studyId);
  const people = usePeople().data ?? null;
  const detail = query.data;
  const stored = useMemo(() => (detail ? { code: detail.code, title: detail.title, template: detail.template, protocol: detail.protocol } : null), [detail]);
  if (query.isError && !detail) return <EmptyState title="The study could not be opened" actions={<Button look="primary" onClick={() => navigate({ place: 'worklist' })}>Worklist</Button>}>{errorText(query.error)}</EmptyState>;
  // A study that was changed elsewhere begins again from what is stored: what was typed here was not seen by anybody.
  return detail && stored ? <SetupForm key={`${detail.id} ${detail.revision}`} stored={stored} detail={detail} templates={null} people={people} /> : <Loading />;
}

/** The protocol of a study, or of one to be created: every parameter with its explanation, visits, readers, markers, codes, versions. */
export function StudySetupPlace({ studyId }: { readonly studyId: string | null }) {
  return studyId === null ? <NewStudy /> : <ExistingStudy studyId={studyId} />;
}
