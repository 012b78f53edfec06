import type { SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { Finding } from '../../../src/common/index.ts';
import type { SubjectCommands } from '../../queries/index.ts';
import { withoutLabel } from '../response/index.ts';
import { FindingItem, type Fix } from './FindingItem.tsx';
import type { ReviewFinding } from './reviewModel.ts';
import styles from './FindingItem.module.css';

/** Answered after the signature: that the engine says otherwise now. */
const answeredWhenSigned = 'SIG-01';

type Props = {
  readonly label: string;
  readonly subject: SubjectCase;
  /** The timepoint whose name the place says already; null: none. */
  readonly timepoint: Timepoint | null;
  readonly findings: readonly ReviewFinding[];
  readonly isLocked: boolean;
  readonly commands: Pick<SubjectCommands, 'giveReason'>;
  readonly fixOf: (finding: Finding) => Fix | null;
  /** The first open reason takes the focus. */
  readonly focusFirst?: boolean;
};

/** Checks with their reasons, as they were ordered. */
export function FindingList({ label, subject, timepoint, findings, isLocked, commands, fixOf, focusFirst = false }: Props) {
  const first = focusFirst ? findings.find(({ needs }) => needs === 'reason')?.key : undefined;
  return (
    <ul className={styles.list} aria-label={label}>
      {findings.map((entry) => {
        const mayAnswer = subject.read.editable && (!isLocked || entry.finding.code === answeredWhenSigned);
        return (
          <li key={entry.key}>
            <FindingItem
              entry={entry} message={timepoint ? withoutLabel(entry.finding, timepoint).message : entry.finding.message} fix={fixOf(entry.finding)} focused={entry.key === first}
              onReason={mayAnswer ? (reason) => commands.giveReason({ findingKey: entry.key, reason }) : null}
            />
          </li>
        );
      })}
    </ul>
  );
}
