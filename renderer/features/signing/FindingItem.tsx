import { useId, useState, type KeyboardEvent } from 'react';
import { Alert, Button, errorText, splitSentence, Words } from '../../ui/index.ts';
import { localDate } from './lockWords.ts';
import type { ReviewFinding } from './reviewModel.ts';
import styles from './FindingItem.module.css';

/** The way out of a finding besides a reason: go to what it is about, or do what would settle it. */
export type Fix = { readonly label: string; readonly run: () => void };

type Props = {
  readonly entry: ReviewFinding;
  /** Words of the finding without what the place says already. */
  readonly message: string;
  readonly fix: Fix | null;
  /** Null: reasons cannot be given here, it is signed or somebody else's. */
  readonly onReason: ((reason: string) => Promise<unknown>) | null;
  readonly focused?: boolean;
};

function Answer({ entry, onChange }: { readonly entry: ReviewFinding; readonly onChange: (() => void) | null }) {
  const { answer, finding } = entry;
  if (!answer) return null;
  return (
    <div className={styles.answer}>
      <p><b>{finding.severity === 'block' ? 'Accepted as protocol deviation: ' : 'Kept: '}</b>{answer.reason}</p>
      <p className={styles.by}>{answer.by}, {localDate(answer.at)}{onChange && <button type="button" onClick={onChange}>Change reason<span className="nd-hidden"> of {finding.code}</span></button>}</p>
    </div>
  );
}

/** The reason of a reader, typed where the finding stands. Enter keeps it, Escape leaves it as it was. */
function ReasonForm({ entry, onReason, onClose, fix, focused }: { readonly entry: ReviewFinding; readonly onReason: (reason: string) => Promise<unknown>; readonly onClose: (() => void) | null; readonly fix: Fix | null; readonly focused: boolean }) {
  const { finding, answer } = entry;
  const id = useId();
  const [text, setText] = useState(answer?.reason ?? '');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const give = async (reason: string): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await onReason(reason);
      onClose?.();
    } catch (error) {
      setFailure(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  const missing = isBusy ? 'Storing' : text.trim() === '' ? 'No reason yet' : null;
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) { event.preventDefault(); if (missing === null) void give(text.trim()); }
    if (event.key === 'Escape' && (onClose || text !== '')) { event.preventDefault(); event.stopPropagation(); setText(answer?.reason ?? ''); onClose?.(); }
  };
  const isDeviation = finding.severity === 'block';
  return (
    <div className={styles.form}>
      <label htmlFor={id} className="nd-hidden">{isDeviation ? 'Why this deviation from the protocol is accepted' : 'Reason'}, {finding.code}</label>
      <input
        id={id} type="text" value={text} maxLength={2000} autoComplete="off" placeholder={isDeviation ? 'Why the deviation is accepted' : 'Reason'} data-mantine-stop-propagation={text !== '' || onClose !== null ? 'true' : undefined}
        data-autofocus={focused || undefined} data-reason={finding.code} onChange={(event) => setText(event.currentTarget.value)} onKeyDown={pressed}
      />
      {failure !== null && <p className={styles.failure} role="alert">{failure}</p>}
      <div className={styles.actions}>
        <Button small disabledReason={missing} onClick={() => void give(text.trim())}>{isDeviation ? 'Accept, with this reason' : 'Keep, with this reason'}</Button>
        {answer && <Button small look="ghost" onClick={() => void give('')}>Take back</Button>}
        {answer && onClose && <Button small look="ghost" onClick={onClose}>Cancel</Button>}
        {!answer && fix && <Button small look="ghost" onClick={fix.run}>{fix.label}</Button>}
      </div>
    </div>
  );
}

/** One check: what it says, its fix (the title leads there too, for the mouse), and the reason that answers it, given and changed in place. */
export function FindingItem({ entry, message, fix, onReason, focused = false }: Props) {
  const { finding, answer, takesReason, needs } = entry;
  const [isEditing, setEditing] = useState(false);
  const { title, text } = splitSentence(message);
  // A rule that the sentence does not name itself.
  const cited = message.includes('R-') ? [] : (finding.rules ?? []).slice(0, 3);
  const isForm = takesReason && onReason !== null && (answer === null || isEditing);
  return (
    <Alert severity={finding.severity} title={fix ? <button type="button" tabIndex={-1} className={styles.go} title={fix.label} onClick={fix.run}><Words text={title} /></button> : <Words text={title} />} id={finding.code} actions={!isForm && fix ? <Button small look={needs === 'change' ? 'secondary' : 'ghost'} onClick={fix.run}>{fix.label}</Button> : undefined}>
      {(text !== '' || cited.length > 0) && <p><Words text={text} />{cited.length > 0 && <code className={styles.rules}>{text === '' ? '' : ' '}{cited.join(' ')}</code>}</p>}
      {answer && !isEditing && <Answer entry={entry} onChange={onReason === null ? null : () => setEditing(true)} />}
      {needs === 'reason' && onReason === null && <p className={styles.by}>No reason given.</p>}
      {isForm && <ReasonForm entry={entry} onReason={onReason} onClose={isEditing ? () => setEditing(false) : null} fix={fix} focused={focused} />}
    </Alert>
  );
}
