import { EmptyState } from '../../ui/index.ts';

/** The Read place. Null subject: the one to read next; null timepoint: the subject's next one. */
export function ReadPlace({ subjectId }: { readonly subjectId: string | null; readonly timepointId: string | null }) {
  return <EmptyState title={subjectId === null ? 'No subject chosen' : 'Nothing to show yet'}>Choose a subject in the worklist.</EmptyState>;
}
