import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle, IconListCheck, IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { isLocked, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import type { Finding } from '../../../src/common/index.ts';
import type { SubjectCommands } from '../../queries/index.ts';
import { IconButton, KeyCap } from '../../ui/index.ts';
import { checkCounts, checkGroups, countsText, type CheckCounts, type CheckGroup } from './checksModel.ts';
import type { Fix } from './FindingItem.tsx';
import { FindingList } from './FindingList.tsx';
import { useReview } from './reviewState.ts';
import styles from './ChecksPanel.module.css';

/** The levels by form and number: E octagon, W triangle, I circle. */
function Counts({ counts }: { readonly counts: CheckCounts }) {
  const size = { size: 14, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <span className={styles.counts} aria-hidden="true">
      {counts.block > 0 && <i data-severity="block"><IconAlertOctagon {...size} />{counts.block}</i>}
      {counts.warn > 0 && <i data-severity="warn"><IconAlertTriangle {...size} />{counts.warn}</i>}
      {counts.info > 0 && <i data-severity="info"><IconInfoCircle {...size} />{counts.info}</i>}
      {counts.block + counts.warn + counts.info === 0 && <IconListCheck {...size} />}
    </span>
  );
}

type Checked = { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly findings: readonly Finding[] };

/** Opens the checks; says how many there are at this timepoint, by level. */
export function ChecksButton({ subject, timepoint, findings, isOpen, onToggle }: Checked & { readonly isOpen: boolean; readonly onToggle: () => void }) {
  const counts = useMemo(() => checkCounts(checkGroups(subject, findings, timepoint)[0]?.findings ?? []), [subject, findings, timepoint]);
  return (
    <button type="button" className={styles.button} aria-pressed={isOpen} aria-label={`Checks: ${countsText(counts)}`} title={`Checks of ${timepoint.label}: ${countsText(counts)}`} data-selected-tool={isOpen || undefined} onClick={onToggle}>
      <Counts counts={counts} /><KeyCap keys="read.checks" joined />
    </button>
  );
}

function Group({ group, subject, commands, fixOf }: Pick<PanelProps, 'subject' | 'commands' | 'fixOf'> & { readonly group: CheckGroup }) {
  const timepoint = subject.timepoints.find(({ id }) => id === group.timepointId) ?? null;
  return (
    <section aria-label={`Checks of ${group.title}`}>
      <h3><span>{group.title}</span><small>{countsText(checkCounts(group.findings))}</small></h3>
      <FindingList label={`Checks of ${group.title}`} subject={subject} timepoint={timepoint} findings={group.findings} isLocked={timepoint !== null && isLocked(subject, timepoint.id)} commands={commands} fixOf={fixOf} />
    </section>
  );
}

/** What the keyboard finds first: an open reason or the way to a lesion, else the way out. */
const firstControls = ['ul input', 'ul button:not([tabindex="-1"])', '[aria-label="Close checks"]'];

type PanelProps = Checked & { readonly commands: Pick<SubjectCommands, 'giveReason'>; readonly fixOf: (finding: Finding) => Fix | null; readonly onClose: () => void };

/** Every check of the case, this timepoint's first, with its reason and who gave it; each leads to what it is about. Never in front of the images. */
export function ChecksPanel({ subject, timepoint, findings, commands, fixOf, onClose }: PanelProps) {
  const groups = useMemo(() => checkGroups(subject, findings, timepoint), [subject, findings, timepoint]);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (useReview.getState().isChecksByKey) firstControls.map((one) => panel.current?.querySelector<HTMLElement>(one)).find((found) => found != null)?.focus();
  }, []);
  const pressed = (event: KeyboardEvent) => { if (event.key === 'Escape') { event.stopPropagation(); onClose(); } };
  return (
    <section ref={panel} className={styles.panel} aria-label="All checks" onKeyDown={pressed}>
      <div className={styles.head}><h2 className="nd-title">Checks</h2><IconButton label="Close checks" onClick={onClose}><IconX size={16} stroke={1.75} /></IconButton></div>
      {groups.map((group) => <Group key={group.title} group={group} subject={subject} commands={commands} fixOf={fixOf} />)}
    </section>
  );
}
