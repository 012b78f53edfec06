import type { ReactNode } from 'react';
import { KeyCap } from './KeyCap.tsx';
import styles from './Segmented.module.css';

export type Segment<T extends string> = { readonly value: T; readonly label: ReactNode; readonly keys?: string; readonly disabled?: boolean };

/** A few choices of which one is on. */
export function Segmented<T extends string>({ label, value, options, onChange }: { readonly label: string; readonly value: T; readonly options: readonly Segment<T>[]; readonly onChange: (value: T) => void }) {
  return (
    <div className={styles.group} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value} type="button" className={styles.segment} aria-pressed={option.value === value} disabled={option.disabled}
          data-selected-tool={option.value === value || undefined} onClick={() => onChange(option.value)}
        >
          {option.label}
          {option.keys && <KeyCap keys={option.keys} />}
        </button>
      ))}
    </div>
  );
}
