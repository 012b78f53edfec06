import { useEffect, useState } from 'react';
import { isIsoDate, type IsoDate } from '../../../src/common/index.ts';
import styles from './DateField.module.css';

type Shown = { /** Where no label stands around the field. */ readonly label?: string; readonly placeholder?: string; readonly title?: string; readonly className?: string | undefined };
export type DateFieldProps = Shown & { /** As it is written; empty: none. */ readonly value: string; readonly onChange: (text: string) => void };

/** A date, written YYYY-MM-DD as everywhere: a browser's own field for dates writes day and month in the order of its language. What is no date is marked and said. */
export function DateField({ label, value, onChange, placeholder = 'YYYY-MM-DD', title, className }: DateFieldProps) {
  const isWrong = value !== '' && !isIsoDate(value);
  return (
    <input
      type="text" className={[styles.date, className].filter(Boolean).join(' ')} aria-label={label} value={value} placeholder={placeholder} spellCheck={false} autoComplete="off"
      aria-invalid={isWrong || undefined} title={isWrong ? `${value} is no date. Write YYYY-MM-DD.` : title} onChange={(event) => onChange(event.currentTarget.value.trim())}
    />
  );
}

export type DateEntryProps = Shown & { readonly value: IsoDate | null; /** `null`: none. */ readonly onChange: (date: IsoDate | null) => void };

/** The same where only whole dates are taken: handed on as soon as one stands there. */
export function DateEntry({ value, onChange, ...shown }: DateEntryProps) {
  const [text, setText] = useState<string>(value ?? '');
  useEffect(() => setText(value ?? ''), [value]);
  const take = (next: string): void => {
    setText(next);
    if (next === '') onChange(null); else if (isIsoDate(next)) onChange(next);
  };
  return <DateField {...shown} value={text} onChange={take} />;
}
