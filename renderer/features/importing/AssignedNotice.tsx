import type { SubjectId } from '../../../src/common/index.ts';
import { useSubject } from '../../queries/index.ts';
import { Button, EmptyState, format, navigate, openRead, useKeys } from '../../ui/index.ts';
import { timepointLabel } from './proposals.ts';

/** What an assignment did, for the way on. */
export type Assigned = { readonly subjectIds: readonly SubjectId[]; readonly series: number; /** Of them, for a signed timepoint: they wait for its reader. */ readonly waiting: number; readonly timepointIndex: number };

/** After the assignment: the first subject's earliest timepoint is the next thing to read. */
export function AssignedNotice({ assigned }: { readonly assigned: Assigned }) {
  const [first = null] = assigned.subjectIds;
  const subject = useSubject(first).data?.case;
  const label = timepointLabel(assigned.timepointIndex);
  const read = () => first && openRead(first, subject?.timepoints.find((timepoint) => timepoint.index === assigned.timepointIndex)?.id ?? null);
  useKeys([{ id: 'import.read', key: 'Enter', label: 'read', scope: 'Import', status: 30, enabled: first !== null, run: () => void read() }]);
  const others = assigned.subjectIds.length - 1;
  return (
    <EmptyState
      title={`${format.counted(assigned.series, 'series', 'series')} assigned to ${subject?.code ?? 'the subject'}${others > 0 ? ` and ${format.counted(others, 'other subject')}` : ''}`}
      actions={<><Button look="primary" keys="Enter" onClick={() => void read()}>{`Read ${label === 'Baseline' ? 'baseline' : label}`}</Button><Button onClick={() => navigate({ place: 'worklist' })}>Worklist</Button></>}
    >
      {assigned.waiting > 0 ? `${format.counted(assigned.waiting, 'series', 'series')} came after the timepoint was signed: nothing is changed until its reader decides.` : `${label} has its images.`} Drop another folder above to go on importing.
    </EmptyState>
  );
}
