import { IconTriangleFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './TableCell.module.css';

/** Dashed box: this value is still to be given. */
export const ToAssess = () => <span className={styles.toAssess} role="img" aria-label="to assess" />;

/** A value with the small word that says what kind of value it is: `0 absent`, `5.0 too small`, `18.4 2 parts`. */
export function ValueWithNote({ value, note }: { readonly value: ReactNode; readonly note: string }) {
  return <>{value} <small className={styles.note}>{note}</small></>;
}

/** `NE reason` on a hatched ground. */
export function NotEvaluable({ reason }: { readonly reason?: string }) {
  return <span className={styles.notEvaluable}>NE{reason && <small className={styles.note}> {reason}</small>}</span>;
}

/** Triangle before a value that carries a finding. */
export const FindingMark = ({ title }: { readonly title: string }) => (
  <span className={styles.findingMark} title={title}><IconTriangleFilled size={9} aria-hidden="true" /><span className="nd-hidden">{title}: </span></span>
);
