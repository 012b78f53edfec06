import { Modal } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { displayDate, isLocked, lesionsAt, lesionsToAssess, openForSignature, protocolVersion, signOffOf, type Lesion, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import type { Finding } from '../../../src/common/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { useMay, type SubjectCommands } from '../../queries/index.ts';
import { Alert, Button, IconButton, Mark, ResponseChip, Ring, Words } from '../../ui/index.ts';
import { lesionName } from '../lesions/index.ts';
import { AmendDialog } from './AmendDialog.tsx';
import { BaselineFacts } from './BaselineFacts.tsx';
import { Derivation } from './Derivation.tsx';
import type { Fix } from './FindingItem.tsx';
import { FindingList } from './FindingList.tsx';
import { KeyImages } from './KeyImages.tsx';
import { signedText } from './lockWords.ts';
import { Markers } from './Markers.tsx';
import { findingCounts, obstacles, recordSentence, reviewFindings } from './reviewModel.ts';
import { ReviewTable } from './ReviewTable.tsx';
import { ReviseCr } from './ReviseCr.tsx';
import { SignaturePanel, SignedPanel } from './SignaturePanel.tsx';
import { AmendmentSoFar } from './VersionDiff.tsx';
import styles from './ReviewSheet.module.css';

export type ReviewProps = {
  readonly subject: SubjectCase;
  readonly timepoint: Timepoint;
  readonly result: SubjectResult | null;
  readonly findings: readonly Finding[];
  /** Values on their way to the host, or not stored. */
  readonly unstored: number;
  readonly commands: SubjectCommands;
  readonly fixOf: (finding: Finding) => Fix | null;
  readonly onLesion: (lesionId: string) => void;
  readonly onOpenTimepoint: (timepointId: string) => void;
  /** Opens another timepoint with its review. */
  readonly onReview: (timepointId: string) => void;
  /** The timepoint that opens next; undefined at the last. */
  readonly next: Timepoint | undefined;
  readonly onSigned: () => void;
  readonly onClose: () => void;
};

function Head({ subject, timepoint, result, isTitleFocused, onClose }: Pick<ReviewProps, 'subject' | 'timepoint' | 'result' | 'onClose'> & { /** Nothing on the sheet waits for the keyboard. */ readonly isTitleFocused: boolean }) {
  const { state, signed } = signOffOf(subject, timepoint.id);
  const [total, open] = [lesionsAt(subject, timepoint).length, lesionsToAssess(subject, timepoint).length];
  const at = result?.timepoints.find((candidate) => candidate.id === timepoint.id);
  const visit = timepoint.visitName === '' || timepoint.visitName === timepoint.label ? '' : `, ${timepoint.visitName}`;
  const scan = (timepoint.scanDates.length > 0 ? displayDate(timepoint) : undefined);
  return (
    <div className={styles.head}>
      {at && open === 0 && <ResponseChip response={at.overall} provisional={state !== 'signed'} large />}
      <div>
        <h2 tabIndex={-1} data-autofocus={isTitleFocused || undefined}>Review {subject.code}, {timepoint.label}{visit}</h2>
        <p>{!timepoint.performed ? 'Not performed' : scan ? `Scan ${scan}` : 'No images'}, {state === 'signed' && signed ? signedText(signed).toLowerCase().replace(signed.signer.toLowerCase(), signed.signer) : 'every value is stored, not signed'}</p>
      </div>
      <div className={styles.progress}><Ring done={total - open} total={total} size={26} />{total - open} of {total}</div>
      <IconButton label="Close review" onClick={onClose}><IconX size={18} stroke={1.75} /></IconButton>
    </div>
  );
}

/** What will be read in the record: the engine's sentence, its rules, the protocol and its version. */
function Record({ subject, timepoint, result }: Pick<ReviewProps, 'subject' | 'timepoint' | 'result'>) {
  const at = result?.timepoints.find((candidate) => candidate.id === timepoint.id);
  const protocol = `${subject.protocol.name} protocol v${protocolVersion(subject.protocol)}`;
  return (
    <section className={styles.record} aria-label="The sentence that goes on record">
      <h3 className="nd-section">The sentence that goes on record</h3>
      <p><Words text={recordSentence(subject, timepoint, result)} /></p>
      <code>{[...(at?.rules.slice(0, 4) ?? []), protocol].join('  ')}</code>
    </section>
  );
}

function ToAssess({ open, onLesion }: { readonly open: readonly Lesion[]; readonly onLesion: (lesionId: string) => void }) {
  if (open.length === 0) return null;
  return (
    <div className={styles.open} role="group" aria-label="Still to assess">
      {open.map((lesion) => <Button key={lesion.id} small onClick={() => onLesion(lesion.id)} icon={<Mark label={lesion.label} role={lesion.role} />}>{lesionName(lesion)}, to assess</Button>)}
    </div>
  );
}

function consequence(next: Timepoint | undefined): string {
  return next ? `locks the assessment, ${next.label} can be opened` : 'locks the assessment';
}

function Findings(props: ReviewProps) {
  const { subject, timepoint, result, findings, commands, fixOf, onLesion, onOpenTimepoint } = props;
  const entries = useMemo(() => reviewFindings(subject, findings, timepoint), [subject, findings, timepoint]);
  const open = lesionsToAssess(subject, timepoint);
  const locked = isLocked(subject, timepoint.id);
  const afterCr = entries.some(({ finding }) => finding.code === 'Q-F12') && subject.read.editable && !locked;
  const nothing = lesionsAt(subject, timepoint).length === 0 && timepoint.performed;
  return (
    <section className={styles.findings} aria-label="Findings">
      <h3 className="nd-section">Findings <span>{findingCounts(entries)}</span></h3>
      <ToAssess open={open} onLesion={onLesion} />
      {nothing && <Alert severity="info" title="No lesion is recorded" id="R-152">A baseline without disease is NED.</Alert>}
      {entries.length > 0 && <FindingList label="Findings" subject={subject} timepoint={timepoint} findings={entries} isLocked={locked} commands={commands} fixOf={fixOf} focusFirst />}
      {entries.length === 0 && open.length === 0 && !nothing && <p className="nd-2">None.</p>}
      {afterCr && <ReviseCr subject={subject} timepoint={timepoint} result={result} commands={commands} onOpenTimepoint={onOpenTimepoint} />}
    </section>
  );
}

/** The two columns of the sheet: what was recorded, and what a signature needs. */
export function ReviewContent(props: ReviewProps & { readonly onSetUp: (isOpen: boolean) => void }) {
  const { subject, timepoint, result, findings, unstored, commands, next, onSigned, onClose, onSetUp } = props;
  const [isAmending, setAmending] = useState(false);
  const locked = isLocked(subject, timepoint.id);
  const mine = subject.read.editable && !locked && timepoint.closed !== true ? commands : null;
  const may = useMay();
  const ways = useMemo(() => obstacles(subject, timepoint, findings, unstored), [subject, timepoint, findings, unstored]);
  const open = lesionsToAssess(subject, timepoint).length;
  const { earlier } = openForSignature(subject, findings, timepoint);
  const before = earlier[0] ? { label: earlier[0].label, run: () => props.onReview(earlier[0]?.id ?? '') } : null;
  return (
    <>
      <Head {...props} isTitleFocused={locked || (ways.length > 0 && !ways.some((way) => /reasons? open$/.test(way)))} />
      <div className={styles.columns}>
        <div className={styles.left}>
          <div className={styles.scroll} tabIndex={0} role="region" aria-label="Recorded values"><ReviewTable subject={subject} timepoint={timepoint} result={result} /><KeyImages subject={subject} timepoint={timepoint} commands={mine} /></div>
          <Record subject={subject} timepoint={timepoint} result={result} />
        </div>
        <div className={styles.right}>
          <div className={styles.scroll} tabIndex={0} role="region" aria-label="Findings and response">
            {signOffOf(subject, timepoint.id).state === 'amending' && <AmendmentSoFar subject={subject} timepoint={timepoint} result={result} />}
            <Findings {...props} />
            {timepoint.index === 0 && <BaselineFacts subject={subject} timepoint={timepoint} result={result} />}
            {open === 0 && <Derivation subject={subject} timepoint={timepoint} result={result} isSigned={locked} commands={mine} />}
            <Markers subject={subject} timepoint={timepoint} commands={mine} />
          </div>
          {locked
            ? <SignedPanel subject={subject} timepoint={timepoint} canAmend={subject.read.editable && may('POST /timepoint/amend')} onAmend={() => setAmending(true)} onBack={onClose} />
            : <SignaturePanel subject={subject} timepoint={timepoint} obstacles={may('POST /timepoint/sign') ? ways : ['Only readers and investigators sign', ...ways]} commands={commands} consequence={consequence(next)} focused={ways.length === 0} before={before} onSigned={onSigned} onBack={onClose} onSetUp={onSetUp} />}
        </div>
      </div>
      {isAmending && <AmendDialog subject={subject} timepoint={timepoint} commands={commands} onClose={() => setAmending(false)} onAmended={onClose} />}
    </>
  );
}

/** Review and sign: everything recorded at the timepoint, what is open, how the response follows, and the signature. */
export function ReviewSheet(props: ReviewProps) {
  const [isSettingUp, setSettingUp] = useState(false);
  const { subject, timepoint, onClose } = props;
  return (
    <Modal.Root opened onClose={onClose} lockScroll={false} closeOnEscape={!isSettingUp} transitionProps={{ duration: 140 }} centered size="auto" xOffset={0} yOffset={0} classNames={{ content: styles.sheet ?? '', body: styles.body ?? '' }}>
      <Modal.Overlay />
      <Modal.Content aria-label={`Review ${subject.code}, ${timepoint.label}`}>
        <Modal.Body><ReviewContent {...props} onSetUp={setSettingUp} /></Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
