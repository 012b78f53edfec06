import { Modal } from '@mantine/core';
import { useLicences, useSession } from '../queries/index.ts';
import { Alert, errorText, Still } from '../ui/index.ts';
import styles from './About.module.css';

/** What this program is, in which versions, and the licences of everything it brings. */
export function About({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }) {
  const session = useSession().data;
  const licences = useLicences(isOpen);
  return (
    <Modal opened={isOpen} onClose={close} title="About Nadir" size={880}>
      <p>Reads CT and MRI in cancer trials under RECIST 1.1. For research use. Not a medical device.</p>
      <dl className={styles.facts}>
        <dt>Nadir</dt><dd className="nd-code">{session?.version}</dd>
        <dt>Engine</dt><dd className="nd-code">{session?.engineVersion}</dd>
        <dt>Licence</dt><dd>Apache License 2.0</dd>
      </dl>
      <h3 className="nd-section">Licences</h3>
      {licences.isPending && <Still height={160} />}
      {licences.isError && <Alert severity="warn" title="The list of licences could not be read" live>{errorText(licences.error)}</Alert>}
      {licences.data !== undefined && <pre className={styles.licences} tabIndex={0} role="region" aria-label="Licences">{licences.data}</pre>}
    </Modal>
  );
}
