import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { ProtocolChange } from '../../../src/casefile/index.ts';
import { Alert, Button, format } from '../../ui/index.ts';
import { ChangeTable } from './sections/HistorySection.tsx';
import styles from './StudySetupPlace.module.css';

type Props = {
  readonly isOpen: boolean;
  /** Number of the version to be. */
  readonly version: number;
  readonly signedReads: number;
  readonly changes: readonly ProtocolChange[];
  readonly nameOf: (text: string) => string;
  readonly isBusy: boolean;
  readonly failure: string | null;
  readonly onAmend: (reason: string) => void;
  readonly onClose: () => void;
};

/** What an amendment changes, and why. The reason is part of the record. */
export function AmendDialog({ isOpen, version, signedReads, changes, nameOf, isBusy, failure, onAmend, onClose }: Props) {
  const [reason, setReason] = useState('');
  const missing = isBusy ? 'Storing' : reason.trim() === '' ? 'Reason is missing' : null;
  return (
    <Modal opened={isOpen} onClose={onClose} title={`Amend the protocol to version ${version}`} size={820}>
      <form onSubmit={(event) => { event.preventDefault(); event.stopPropagation(); if (missing === null) onAmend(reason.trim()); }}>
        <ChangeTable changes={changes} nameOf={nameOf} />
        <p className={styles.consequence}>Every result is computed by version {version} from now on. {format.counted(signedReads, 'signed read')} {signedReads === 1 ? 'keeps' : 'keep'} the version, the result and the planned dates {signedReads === 1 ? 'it was' : 'they were'} signed with.</p>
        <label className={styles.reason}><span className="nd-section">Reason</span>
          <textarea value={reason} data-autofocus rows={3} maxLength={2000} placeholder="Amendment 1 of 2026-02-01: …" onChange={(event) => setReason(event.currentTarget.value)} />
        </label>
        {failure !== null && <Alert severity="block" title={failure} live />}
        <div className={styles.actions}>
          <span className="nd-small nd-3">{missing ?? ''}</span>
          <Button look="ghost" keys="Escape" onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabledReason={missing} reasonElsewhere>Amend to version {version}</Button>
        </div>
      </form>
    </Modal>
  );
}
