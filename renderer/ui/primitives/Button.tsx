import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { KeyCap } from './KeyCap.tsx';
import styles from './Button.module.css';

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'disabled'> & {
  /** One primary per region; ghost for the way out; danger for what removes. */
  readonly look?: 'primary' | 'secondary' | 'ghost' | 'danger';
  readonly small?: boolean;
  readonly icon?: ReactNode;
  /** Key cap inside the control. */
  readonly keys?: string;
  /** Why it cannot be pressed; shown beside it. A button is never disabled without a word. */
  readonly disabledReason?: string | null | undefined;
  /** The reason is shown elsewhere on the screen (a status line); it is then only in the title. */
  readonly reasonElsewhere?: boolean;
};

export function Button({ look = 'secondary', small = false, icon, keys, disabledReason, reasonElsewhere = false, children, ...rest }: ButtonProps) {
  const isDisabled = disabledReason != null;
  const button = (
    <button
      type="button" {...rest} disabled={isDisabled} title={disabledReason ?? rest.title}
      className={styles.button} data-look={look} data-small={small || undefined} data-primary={look === 'primary' || undefined}
    >
      {icon}
      {children != null && <span>{children}</span>}
      {keys && <KeyCap keys={keys} />}
    </button>
  );
  if (!isDisabled || reasonElsewhere) return button;
  return (
    <span className={styles.withReason}>
      {button}
      <span className={styles.reason}>{disabledReason}</span>
    </span>
  );
}

export type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & { readonly label: string; readonly pressed?: boolean };

/** A tool without words: 28 × 28 with its name for assistive technology and as a tooltip. */
export function IconButton({ label, pressed, children, ...rest }: IconButtonProps) {
  return (
    <button type="button" title={label} {...rest} aria-label={label} aria-pressed={pressed} className={styles.icon}>
      {children}
    </button>
  );
}
