import { IconX } from '@tabler/icons-react';
import { ruleEntry, type TimepointResult } from '../../../src/recist/index.ts';
import { IconButton } from '../../ui/index.ts';
import styles from './WhyPopover.module.css';

/** The rules behind a response, most decisive first, each with what it says and where it comes from. Not modal: the images stay in hand. */
export function WhyPopover({ title, at, onClose }: { readonly title: string; readonly at: TimepointResult; readonly onClose: () => void }) {
  return (
    <section className={styles.why} aria-label={title}>
      <div className={styles.head}>
        <h3 className="nd-title">{title}</h3>
        <IconButton label="Close" onClick={onClose}><IconX size={16} stroke={1.75} /></IconButton>
      </div>
      <p className={styles.arithmetic}>{at.explanation.arithmetic}</p>
      <dl>
        {at.rules.map((id) => {
          const entry = ruleEntry(id);
          return (
            <div key={id} className={styles.rule}>
              <dt>{id}</dt>
              <dd>{entry?.title ?? 'Rule of the protocol'}{entry && <small>{entry.source}</small>}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
