import { useId, type ReactNode } from 'react';
import type { ProtocolProblem } from '../../../src/casefile/index.ts';
import { SeverityIcon } from '../../ui/index.ts';
import styles from './Fields.module.css';

export type ControlIds = { readonly id: string; readonly describedBy: string; readonly invalid: boolean };

export type RowProps = {
  readonly label: string;
  /** What it does; stands beside the control. */
  readonly meaning?: ReactNode;
  readonly rules?: readonly string[];
  /** What the default is; left out where there is none. */
  readonly defaultWords?: string | undefined;
  /** Sets the default; left out while the value is the default. */
  readonly onReset?: (() => void) | undefined;
  readonly problems?: readonly ProtocolProblem[];
  /** The control; gets the id its label names, the ids of its explanation and faults, and whether it has a fault. */
  readonly children: (ids: ControlIds) => ReactNode;
};

export function Problems({ problems }: { readonly problems: readonly ProtocolProblem[] }) {
  return <>{problems.map((problem) => <p key={`${problem.path} ${problem.message}`} className={styles.problem} data-severity={problem.severity}><SeverityIcon severity={problem.severity} size={14} />{problem.message}</p>)}</>;
}

/** One parameter: name, control, explanation with its rules and default. A fault stands under its control. */
export function Row({ label, meaning, rules = [], defaultWords, onReset, problems = [], children }: RowProps) {
  const id = useId();
  const invalid = problems.some((problem) => problem.severity === 'block');
  return (
    <div className={styles.row} data-changed={onReset ? true : undefined} data-fault={invalid || undefined}>
      <label className={styles.label} htmlFor={id}>{label}</label>
      <div className={styles.control}>
        {children({ id, describedBy: problems.length > 0 ? `${id}-problems ${id}-meaning` : `${id}-meaning`, invalid })}
        <div id={`${id}-problems`} role="status"><Problems problems={problems} /></div>
      </div>
      <div className={styles.meaning} id={`${id}-meaning`}>
        {meaning}
        {rules.length > 0 && <span className={styles.rules}>{rules.join(' ')}</span>}
        {onReset && <button type="button" className={styles.reset} onClick={onReset} title={`Set to the default: ${defaultWords ?? ''}`}>default: {defaultWords}</button>}
        {!onReset && defaultWords !== undefined && <span className={styles.isDefault}>default</span>}
      </div>
    </div>
  );
}

type Field<T> = { readonly id?: string; readonly describedBy?: string; readonly invalid?: boolean; readonly value: T; readonly onChange: (value: T) => void; readonly label?: string };

/** A line of text. `look` narrow for numbers, unit for short words, wide for names. */
export function TextField({ id, describedBy, invalid, value, onChange, label, look = 'wide', placeholder }: Field<string> & { readonly look?: 'wide' | 'narrow' | 'medium' | 'unit'; readonly placeholder?: string }) {
  return <input id={id} type="text" className={styles.text} data-look={look} aria-label={label} aria-describedby={describedBy} aria-invalid={invalid || undefined} value={value} placeholder={placeholder} spellCheck={false} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} />;
}

export function CheckField({ id, describedBy, invalid, value, onChange, label }: Field<boolean>) {
  return <input id={id} type="checkbox" className="nd-check" aria-label={label} aria-describedby={describedBy} aria-invalid={invalid || undefined} checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />;
}

export type Option = { readonly value: string; readonly label: string };
/** A choice of a few; the system's own list, so that every key works. */
export function ChoiceField({ id, describedBy, invalid, value, onChange, options, label }: Field<string> & { readonly options: readonly Option[] }) {
  return (
    <select id={id} className={styles.select} aria-label={label} aria-describedby={describedBy} aria-invalid={invalid || undefined} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
    </select>
  );
}

/** A section with its head; the head is where the list of sections jumps to. */
export function Section({ id, title, hint, children, tools }: { readonly id: string; readonly title: string; readonly hint?: ReactNode; readonly children: ReactNode; readonly tools?: ReactNode }) {
  return (
    <section className={styles.section} id={`setup-${id}`} aria-labelledby={`setup-${id}-head`}>
      <div className={styles.sectionHead}><h2 id={`setup-${id}-head`} className="nd-title" tabIndex={-1}>{title}</h2>{hint && <p className="nd-small nd-3">{hint}</p>}<span className={styles.tools}>{tools}</span></div>
      {children}
    </section>
  );
}
