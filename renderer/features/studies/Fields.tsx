import { useId, type ReactNode } from 'react';
import type { ProtocolProblem } from '../../../src/casefile/index.ts';
import { SeverityIcon } from '../../ui/index.ts';
import styles from './Fields.module.css';

export type RowProps = {
  readonly label: string;
  /** What it does; stands beside the control. */
  readonly meaning?: ReactNode;
  readonly rules?: readonly string[];
  /** "default 28 days"; empty while the value is the default. */
  readonly defaultWords?: string | undefined;
  readonly onReset?: (() => void) | undefined;
  readonly problems?: readonly ProtocolProblem[];
  /** The control; gets the id its label names and the id of its explanation. */
  readonly children: (ids: { readonly id: string; readonly describedBy: string }) => ReactNode;
};

export function Problems({ problems }: { readonly problems: readonly ProtocolProblem[] }) {
  return <>{problems.map((problem) => <p key={`${problem.path} ${problem.message}`} className={styles.problem} data-severity={problem.severity}><SeverityIcon severity={problem.severity} size={14} />{problem.message}</p>)}</>;
}

/** One parameter: name, control, explanation with its rules and default. A fault stands under its control. */
export function Row({ label, meaning, rules = [], defaultWords, onReset, problems = [], children }: RowProps) {
  const id = useId();
  return (
    <div className={styles.row} data-changed={defaultWords ? true : undefined} data-fault={problems.some((problem) => problem.severity === 'block') || undefined}>
      <label className={styles.label} htmlFor={id}>{label}</label>
      <div className={styles.control}>
        {children({ id, describedBy: `${id}-meaning` })}
        <Problems problems={problems} />
      </div>
      <div className={styles.meaning} id={`${id}-meaning`}>
        {meaning}
        {rules.length > 0 && <span className={styles.rules}>{rules.join(' ')}</span>}
        {defaultWords && <button type="button" className={styles.reset} onClick={onReset} title={`Set to the default: ${defaultWords}`}>default: {defaultWords}</button>}
      </div>
    </div>
  );
}

type Field<T> = { readonly id?: string; readonly describedBy?: string; readonly value: T; readonly onChange: (value: T) => void; readonly label?: string };

/** A line of text. `look` narrow for numbers, wide for names. */
export function TextField({ id, describedBy, value, onChange, label, look = 'wide', placeholder }: Field<string> & { readonly look?: 'wide' | 'narrow' | 'medium'; readonly placeholder?: string }) {
  return <input id={id} type="text" className={styles.text} data-look={look} aria-label={label} aria-describedby={describedBy} value={value} placeholder={placeholder} spellCheck={false} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} />;
}

export function CheckField({ id, describedBy, value, onChange, label }: Field<boolean>) {
  return <input id={id} type="checkbox" className="nd-check" aria-label={label} aria-describedby={describedBy} checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />;
}

export type Option = { readonly value: string; readonly label: string };
/** A choice of a few; the system's own list, so that every key works. */
export function ChoiceField({ id, describedBy, value, onChange, options, label }: Field<string> & { readonly options: readonly Option[] }) {
  return (
    <select id={id} className={styles.select} aria-label={label} aria-describedby={describedBy} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
    </select>
  );
}

/** A section with its head; the head is where the list of sections jumps to. */
export function Section({ id, title, hint, children, tools }: { readonly id: string; readonly title: string; readonly hint?: ReactNode; readonly children: ReactNode; readonly tools?: ReactNode }) {
  return (
    <section className={styles.section} id={`setup-${id}`} aria-labelledby={`setup-${id}-head`}>
      <div className={styles.sectionHead}><h2 id={`setup-${id}-head`} className="nd-title">{title}</h2>{hint && <p className="nd-small nd-3">{hint}</p>}<span className={styles.tools}>{tools}</span></div>
      {children}
    </section>
  );
}
