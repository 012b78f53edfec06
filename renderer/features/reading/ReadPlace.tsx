import { useEffect } from 'react';
import { isNadirError } from '../../../src/common/index.ts';
import { useSubject, useWorklistHead } from '../../queries/index.ts';
import { Button, EmptyState, errorText, navigate, Still, useStudyId } from '../../ui/index.ts';
import { useWorklistView } from '../../state/index.ts';
import { subjectToRead, timepointToRead } from './openTimepoint.ts';
import { Reading } from './Reading.tsx';
import styles from './Reading.module.css';

type Props = { readonly subjectId: string | null; readonly timepointId: string | null };

const toWorklist = () => navigate({ place: 'worklist' });

function Loading() {
  return <div className={styles.loading} aria-busy="true"><div><Still width={240} height={16} /></div><div><Still height={60} /></div><div /><div><Still height={180} /></div></div>;
}

/** No subject named: goes on to the one to read next. */
function ChooseSubject() {
  const studyId = useStudyId();
  const worklist = useWorklistHead(studyId, useWorklistView(studyId ?? '').query);
  const next = worklist.data ? subjectToRead([...worklist.data.tasks, ...worklist.data.rows]) : undefined;
  const [subjectId, timepointId] = [next?.subjectId, next?.next.timepointId ?? null];
  useEffect(() => { if (subjectId) navigate({ place: 'read', subjectId, timepointId }, { replace: true }); }, [subjectId, timepointId]);
  if (worklist.data && !next) return <EmptyState title="Nothing to read" actions={<><Button look="primary" onClick={toWorklist}>Worklist</Button><Button onClick={() => navigate({ place: 'import', jobId: null })}>Import images</Button></>}>No timepoint has images. Import a folder, then assign its series.</EmptyState>;
  if (worklist.isError) return <EmptyState title="The worklist could not be read" actions={<Button onClick={() => void worklist.refetch()}>Try again</Button>}>{errorText(worklist.error)}</EmptyState>;
  return <Loading />;
}

function ReadSubject({ subjectId, timepointId }: { readonly subjectId: string; readonly timepointId: string | null }) {
  const subject = useSubject(subjectId);
  const found = subject.data?.case.timepoints.find((timepoint) => timepoint.id === timepointId) ?? (subject.data ? timepointToRead(subject.data.case) : undefined);
  const foundId = found?.id;
  // The address always names what is on screen, so that reload and reopening come back to it.
  useEffect(() => { if (foundId && foundId !== timepointId) navigate({ place: 'read', subjectId, timepointId: foundId }, { replace: true }); }, [foundId, subjectId, timepointId]);
  if (subject.isError && !subject.data) {
    const isGone = isNadirError(subject.error) && subject.error.code === 'notFound';
    return <EmptyState title={isGone ? 'No such subject' : 'The subject could not be opened'} actions={<><Button look="primary" onClick={toWorklist}>Worklist</Button>{!isGone && <Button onClick={() => void subject.refetch()}>Try again</Button>}</>}>{errorText(subject.error)}</EmptyState>;
  }
  if (!subject.data) return <Loading />;
  if (!found) return <EmptyState title={`${subject.data.case.code} has no timepoints`} actions={<Button look="primary" onClick={() => navigate({ place: 'import', jobId: null })}>Import images</Button>}>Timepoints appear when series are assigned to them.</EmptyState>;
  return <Reading key={subjectId} reply={subject.data} timepoint={found} />;
}

/** The Read place. Null subject: the one to read next; null timepoint: the subject's next one. */
export function ReadPlace({ subjectId, timepointId }: Props) {
  return subjectId === null ? <ChooseSubject /> : <ReadSubject subjectId={subjectId} timepointId={timepointId} />;
}

