import { IconSearch } from '@tabler/icons-react';
import type { Ref } from 'react';
import { KeyCap } from './KeyCap.tsx';
import styles from './SearchField.module.css';

export type SearchFieldProps = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void; readonly keys?: string; readonly ref?: Ref<HTMLInputElement>; readonly onKeyDown?: React.KeyboardEventHandler };

/** A filter over what is on the screen. Escape empties it and leaves. */
export function SearchField({ label, value, onChange, keys, ref, onKeyDown }: SearchFieldProps) {
  return (
    <label className={styles.field}>
      <IconSearch size={15} stroke={1.75} aria-hidden="true" />
      <input
        ref={ref} type="text" aria-label={label} placeholder={label} value={value} spellCheck={false} autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          onKeyDown?.(event);
          if (event.key !== 'Escape') return;
          onChange('');
          event.currentTarget.blur();
        }}
      />
      {keys && value === '' && <KeyCap keys={keys} />}
    </label>
  );
}
