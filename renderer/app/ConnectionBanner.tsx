import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useConnection } from '../queries/index.ts';
import styles from './ConnectionBanner.module.css';

/** Milliseconds without the host before it is said; a restart is usually shorter. */
const patienceMs = 800;

/** Says that the host is gone and that the window comes back by itself. Lies over the context bar, so that nothing moves. */
export function ConnectionBanner() {
  const state = useConnection((connection) => connection.state);
  const isLost = state === 'lost' || state === 'refused';
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isLost) return setShown(false);
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => clearTimeout(timer);
  }, [isLost]);
  if (!isShown) return <div role="alert" />;
  return (
    <div role="alert" className={styles.anchor}>
      <div className={styles.banner}>
        <IconPlugConnectedX size={16} stroke={1.75} aria-hidden="true" />
        {state === 'refused'
          ? <><strong>The host was started anew and does not know this window.</strong><span>Everything committed is on disk. Close this window and use the new one.</span></>
          : <><strong>No connection to the host.</strong><span>Everything committed is on disk. Reconnecting. Changes wait until it is back.</span></>}
      </div>
    </div>
  );
}
