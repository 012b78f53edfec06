import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Finding, Severity } from '../../../src/common/index.ts';
import styles from './Alert.module.css';
import { Words } from './Words.tsx';

/** E octagon, W triangle, I circle, in the colour of the severity, with its word for assistive technology. */
export function SeverityIcon({ severity, size = 16 }: { readonly severity: Severity; readonly size?: number }) {
  const Icon = severity === 'block' ? IconAlertOctagon : severity === 'warn' ? IconAlertTriangle : IconInfoCircle;
  const word = severity === 'block' ? 'Error' : severity === 'warn' ? 'Warning' : 'Information';
  return <span className={styles.icon} data-severity={severity}><Icon size={size} stroke={1.75} aria-hidden="true" /><span className="nd-hidden">{word}: </span></span>;
}

export type AlertProps = {
  readonly severity: Severity;
  readonly title: ReactNode;
  /** One sentence: what to do. */
  readonly children?: ReactNode;
  /** Rule or check id, right. */
  readonly id?: string | undefined;
  /** At most two and a ghost. */
  readonly actions?: ReactNode;
  /** Speaks it at once: for what stops a person. */
  readonly live?: boolean;
};

/** A message where its cause is. */
export function Alert({ severity, title, children, id, actions, live = false }: AlertProps) {
  return (
    <div className={styles.alert} data-severity={severity} role={live ? (severity === 'block' ? 'alert' : 'status') : undefined}>
      <SeverityIcon severity={severity} />
      <div className={styles.body}>
        <div className={styles.title}>{title}</div>
        {children != null && <div className={styles.text}>{children}</div>}
        {actions != null && <div className={styles.actions}>{actions}</div>}
      </div>
      {id && <span className={styles.id}>{id}</span>}
    </div>
  );
}

/** A finding as the engine or the import words it: its first sentence is the title, the rest the text. */
export function FindingAlert({ finding, actions }: { readonly finding: Finding; readonly actions?: ReactNode }) {
  const { title, text } = splitSentence(finding.message);
  return <Alert severity={finding.severity} title={<Words text={title} />} id={finding.code} actions={actions}>{text === '' ? null : <Words text={text} />}</Alert>;
}

/** A title longer than this many characters runs over two lines where findings stand. */
const longTitle = 80;

/** The first sentence, without its full stop; a decimal point is no end. For one line that has the room. */
export function firstSentence(message: string): string {
  const end = /[.](?=\s+[A-Z0-9])/.exec(message);
  return end ? message.slice(0, end.index) : message.replace(/\.$/, '');
}

/** Splits after the first sentence, a long one that stands alone at its colon; a decimal point is no end. The title loses its full stop. */
export function splitSentence(message: string): { readonly title: string; readonly text: string } {
  const end = /[.](?=\s+[A-Z0-9])/.exec(message);
  if (!end) {
    // One long sentence: what comes after its colon is the detail.
    const colon = message.length > longTitle ? /:\s/.exec(message) : null;
    return colon ? { title: message.slice(0, colon.index), text: message.slice(colon.index + 1).trim() } : { title: message.replace(/\.$/, ''), text: '' };
  }
  return { title: message.slice(0, end.index), text: message.slice(end.index + 1).trim() };
}
