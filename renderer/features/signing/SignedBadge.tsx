import { Menu } from '@mantine/core';
import { IconChevronDown, IconLock, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { signOffOf, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { useMay, type SubjectCommands } from '../../queries/index.ts';
import { AmendDialog } from './AmendDialog.tsx';
import { localDate, lockReason, signedText } from './lockWords.ts';
import { SignedVersionSheet } from './SignedVersionSheet.tsx';
import styles from './SignedBadge.module.css';

type Props = { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly commands: Pick<SubjectCommands, 'amend'> };

/** Who signed the timepoint, its versions and the way to amend it; or why nothing can be recorded. Nothing while the read is open. */
export function SignedBadge({ subject, timepoint, commands }: Props) {
  const { state, signed, version, versions, amendment } = signOffOf(subject, timepoint.id);
  const [shown, setShown] = useState<number | null>(null);
  const [isAmending, setAmending] = useState(false);
  const mayAmend = useMay()('POST /timepoint/amend') && subject.read.editable;
  if (!signed) {
    // Why somebody only looks stands in place of the tools.
    const why = subject.read.editable ? lockReason(subject, timepoint) : null;
    return why === null ? null : <span className={styles.badge} title={why}><IconLock size={14} stroke={1.75} aria-hidden="true" />Read only<span className="nd-hidden">. {why}</span></span>;
  }
  const isOpen = state === 'amending';
  const icon = isOpen ? <IconPencil size={14} stroke={1.75} aria-hidden="true" /> : <IconLock size={14} stroke={1.75} aria-hidden="true" />;
  return (
    <>
      <Menu position="bottom-start" transitionProps={{ duration: 80 }}>
        <Menu.Target>
          <button type="button" className={styles.badge} data-open={isOpen || undefined} title={isOpen ? `Version ${version}: ${amendment?.reason ?? ''}` : (lockReason(subject, timepoint) ?? undefined)}>
            {icon}<span className={styles.words}>{isOpen ? `Version ${version} open` : <>Signed<span className={styles.by}> by {signed.signer} {localDate(signed.at)}</span></>}</span>{!isOpen && version > 1 && <small>v{version}</small>}<IconChevronDown size={13} stroke={1.75} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown aria-label={`Versions of ${timepoint.label}`}>
          {isOpen && amendment && <Menu.Label>Version {version} opened by {amendment.by} {localDate(amendment.at)}: {amendment.reason}</Menu.Label>}
          {versions.toReversed().map((one) => (
            <Menu.Item key={one.version} onClick={() => setShown(one.version)}>
              Version {one.version}, {signedText(one).replace(/^S/, 's')}{one.result ? `, ${one.result.overall}` : ''}
            </Menu.Item>
          ))}
          {!isOpen && mayAmend && <><Menu.Divider /><Menu.Item onClick={() => setAmending(true)}>Amend {timepoint.label}…</Menu.Item></>}
        </Menu.Dropdown>
      </Menu>
      {shown !== null && <SignedVersionSheet subjectId={subject.subjectId} timepointId={timepoint.id} version={shown} versions={versions.map((one) => one.version)} label={timepoint.label} onClose={() => setShown(null)} />}
      {isAmending && <AmendDialog subject={subject} timepoint={timepoint} commands={commands} onClose={() => setAmending(false)} onAmended={() => setAmending(false)} />}
    </>
  );
}
