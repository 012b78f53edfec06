import type { Timepoint } from '../../../src/casefile/index.ts';
import { useMay } from '../../queries/index.ts';
import { Button, EmptyState, errorText, navigate } from '../../ui/index.ts';
import styles from './Panes.module.css';

/** In place of a pane's image: why there is none. */
export function NoImages({ timepoint, failure }: { readonly timepoint: Timepoint; readonly failure: unknown }) {
  const mayImport = useMay()('POST /import/start');
  if (failure) return <div className={styles.none}><EmptyState title="The series could not be opened">{errorText(failure)}</EmptyState></div>;
  if (timepoint.closed) return <div className={styles.none}><EmptyState title={`${timepoint.label} is not open yet`}>It opens when the timepoint before it is signed, so that no later scan steers the read (R-J01).</EmptyState></div>;
  if (timepoint.withoutImages) return <div className={styles.none}><EmptyState title={`The images of ${timepoint.label} are not here`}>Imaged {timepoint.withoutImages.dates.join(', ')}. {timepoint.withoutImages.reason}. Its values were entered as numbers.</EmptyState></div>;
  return (
    <div className={styles.none}>
      <EmptyState title={`No images for ${timepoint.label}`} actions={mayImport && <Button onClick={() => navigate({ place: 'import', jobId: null })}>Import images</Button>}>
        {timepoint.plannedDate ? `Planned ${timepoint.plannedDate}. ` : ''}Without images a lesion can only be not evaluable.
      </EmptyState>
    </div>
  );
}
