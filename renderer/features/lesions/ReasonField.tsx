import { useState } from 'react';
import { Button, errorText } from '../../ui/index.ts';
import styles from './PlacementPanel.module.css';

type Props = {
  /** What assistive technology is told the reason is for. */
  readonly label: string;
  readonly placeholder: string;
  /** "Accept, with this reason". */
  readonly action: string;
  readonly start?: string;
  readonly onGive: (reason: string) => Promise<unknown> | void;
  readonly onClose: () => void;
};

/** A reason, typed where it is asked for. Enter keeps it, Escape leaves. */
export function ReasonField({ label, placeholder, action, start = '', onGive, onClose }: Props) {
  const [text, setText] = useState(start);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const missing = isBusy ? 'Storing' : text.trim() === '' ? 'No reason yet' : null;
  const give = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await onGive(text.trim());
      onClose();
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  };
  const pressed = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter') { event.preventDefault(); event.stopPropagation(); if (missing === null) void give(); }
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); onClose(); }
  };
  return (
    <div className={styles.reason}>
      <input type="text" autoFocus aria-label={label} placeholder={placeholder} value={text} maxLength={2000} autoComplete="off" onChange={(event) => setText(event.currentTarget.value)} onKeyDown={pressed} />
      {failure !== null && <p role="alert">{failure}</p>}
      <div className={styles.actions}><Button small disabledReason={missing} onClick={() => void give()}>{action}</Button><Button small look="ghost" keys="Escape" onClick={onClose}>Cancel</Button></div>
    </div>
  );
}
