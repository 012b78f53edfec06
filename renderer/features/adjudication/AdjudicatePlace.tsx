import { isNadirError } from '../../../src/common/index.ts';
import { useAdjudicationCase } from '../../queries/index.ts';
import { Button, EmptyState, errorText, navigate, Still } from '../../ui/index.ts';
import { CaseList } from './CaseList.tsx';
import { CaseView } from './CaseView.tsx';
import styles from './CaseView.module.css';

const toList = () => navigate({ place: 'adjudicate', subjectId: null });

function Case({ subjectId }: { readonly subjectId: string }) {
  const { data, error, refetch } = useAdjudicationCase(subjectId);
  // What was shown before is no longer what the readers signed: it is not shown on beside the refusal.
  if (error) {
    const isUndue = isNadirError(error) && error.reason === 'notDue';
    return (
      <EmptyState title={isUndue ? 'Nothing to decide here now' : 'The reads could not be opened'} actions={<><Button look="primary" onClick={toList}>Cases</Button>{!isUndue && <Button onClick={() => void refetch()}>Try again</Button>}</>}>
        {errorText(error)}
      </EmptyState>
    );
  }
  if (!data) return <div className={styles.loading} aria-busy="true"><Still height={24} /><Still height={320} /><Still height={160} /></div>;
  return <CaseView key={subjectId} found={data} />;
}

/** The Adjudicate place: the cases of a double-read study, or both reads of one side by side. */
export function AdjudicatePlace({ subjectId }: { readonly subjectId: string | null }) {
  return subjectId === null ? <CaseList /> : <Case subjectId={subjectId} />;
}
