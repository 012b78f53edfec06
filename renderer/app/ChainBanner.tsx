import { IconAlertOctagon } from '@tabler/icons-react';
import { useSession } from '../queries/index.ts';
import { routeHref } from '../ui/index.ts';
import styles from './ChainBanner.module.css';
import { usePlaceIsOpen } from './usePlaceIsOpen.ts';

/** Said on every screen while the audit chain is known to be damaged. Work goes on; exports do not. */
export function ChainBanner() {
  const isBroken = useSession().data?.auditChain === 'broken';
  const isOpen = usePlaceIsOpen()('audit');
  if (!isBroken) return null;
  return (
    <div role="alert" className={styles.banner} data-screen-only>
      <IconAlertOctagon size={16} stroke={1.75} aria-hidden="true" />
      <strong>The audit trail is damaged.</strong>
      <span>Nothing is exported until it is whole.</span>
      {isOpen ? <a href={routeHref({ place: 'audit', eventId: null })}>Show the audit trail</a> : <span>Tell whoever manages the study.</span>}
    </div>
  );
}
