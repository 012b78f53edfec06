import { IconCircleCheck, IconClock, IconRulerMeasure } from '@tabler/icons-react';
import type { WorklistCell, WorklistRow } from '../../../src/api/wire.ts';
import { ResponseChip, Ring, StateChip } from '../../ui/index.ts';
import styles from './WorklistTable.module.css';

/** A timepoint in one word or form: chip, ring with n / m, `read`, `images`, `missed`, or a dot for what is to come. */
export function StatusCell({ cell }: { readonly cell: WorklistCell | undefined }) {
  if (!cell) return <span className={styles.future}>·</span>;
  switch (cell.status) {
    case 'complete': return cell.overall ? <ResponseChip response={cell.overall} provisional /> : <span className={styles.word}>complete</span>;
    case 'inProgress': return <StateChip look="progress"><Ring done={cell.assessed} total={cell.expected} size={12} />{cell.assessed} / {cell.expected}</StateChip>;
    case 'toRead': return <StateChip look="ready">read</StateChip>;
    case 'noImages': return <StateChip look="waiting">images</StateChip>;
    case 'notPerformed': return <span className={styles.word}>missed</span>;
  }
}

function NextIcon({ kind }: { readonly kind: WorklistRow['next']['kind'] }) {
  const size = { size: 15, stroke: 1.75, 'aria-hidden': true } as const;
  switch (kind) {
    case 'read':
    case 'continue': return <IconRulerMeasure {...size} className={styles.iconActive} />;
    case 'confirm': return <IconCircleCheck {...size} className={styles.iconActive} />;
    case 'waitForImages': return <IconClock {...size} className={styles.iconQuiet} />;
    case 'nothing': return null;
  }
}

export function NextCell({ next }: { readonly next: WorklistRow['next'] }) {
  return (
    <span className={styles.next}>
      <span className={styles.nextIcon}><NextIcon kind={next.kind} /></span>
      <span className={styles.nextText}>{next.text}</span>
      <span className={styles.nextDetail}>{next.detail}</span>
    </span>
  );
}
