import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import { nonTargetResponses, overallResponses, targetResponses, type SubjectResult, type TimepointResult } from '../../../src/recist/index.ts';
import { Button, errorText } from '../../ui/index.ts';
import { overrideEffect } from './overrideEffect.ts';
import type { Component } from './reviewModel.ts';
import styles from './Derivation.module.css';

const names: Readonly<Record<Component, string>> = { target: 'Target response', nonTarget: 'Non-target response', overall: 'Overall response' };
const categories: Readonly<Record<Component, readonly string[]>> = { target: targetResponses, nonTarget: nonTargetResponses, overall: overallResponses };

/** Categories a person may assign: every one but the computed one. */
export const assignable = (at: Pick<TimepointResult, 'computed'>, component: Component): readonly string[] => categories[component].filter((category) => category !== at.computed[component]);

/** What the assigned category would change, here and at later timepoints, before it is assigned. */
function Effect({ subject, result, timepoint, component, value }: Pick<Props, 'subject' | 'result' | 'timepoint' | 'component'> & { readonly value: string }) {
  const changes = useMemo(() => (value === '' ? null : overrideEffect(subject, result, timepoint, component, value)), [subject, result, timepoint, component, value]);
  if (changes === null) return null;
  return (
    <div className={styles.effect} role="status" aria-label="What changes">
      {changes.length === 0 ? 'No response changes.' : <ul>{changes.map(({ where, from, to }) => <li key={where}><span>{where}</span> {from} <span aria-hidden="true">→</span><span className="nd-hidden">becomes</span> <b>{to}</b></li>)}</ul>}
    </div>
  );
}

type Props = {
  readonly subject: SubjectCase;
  readonly result: SubjectResult | null;
  readonly timepoint: Timepoint;
  readonly at: TimepointResult;
  readonly component: Component;
  readonly onComponent: (component: Component) => void;
  readonly onAssign: (body: { component: Component; value: string | null; reason: string }) => Promise<unknown>;
  readonly onClose: () => void;
};

/** Assigns a category in place of the computed one, with a reason. Later timepoints follow the assigned one; both stay on record. */
export function OverrideForm({ subject, result, timepoint, at, component, onComponent, onAssign, onClose }: Props) {
  const form = useRef<HTMLDivElement>(null);
  const held = at.overrides?.[component] ?? null;
  const [value, setValue] = useState(held?.value ?? '');
  // The form opens at the end of a list that scrolls, and grows by what would change.
  useEffect(() => { form.current?.scrollIntoView({ block: 'nearest' }); }, [value]);
  const [reason, setReason] = useState(held?.reason ?? '');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const choose = (next: Component) => {
    const other = at.overrides?.[next] ?? null;
    setValue(other?.value ?? '');
    setReason(other?.reason ?? '');
    onComponent(next);
  };
  const assign = async (category: string | null): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await onAssign({ component, value: category, reason: reason.trim() });
      onClose();
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  };
  const missing = isBusy ? 'Storing' : value === '' ? 'No category chosen' : reason.trim() === '' ? 'No reason yet' : null;
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && event.target instanceof HTMLInputElement) { event.preventDefault(); if (missing === null) void assign(value); }
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); onClose(); }
  };
  return (
    <div ref={form} className={styles.form} role="group" aria-label={`Assign a response at ${timepoint.label}`} onKeyDown={pressed}>
      <div className={styles.pair}>
        <label>Of
          <select value={component} autoFocus data-mantine-stop-propagation="true" onChange={(event) => choose(event.currentTarget.value as Component)}>
            {(Object.keys(names) as Component[]).map((one) => <option key={one} value={one}>{names[one]}, computed {at.computed[one]}</option>)}
          </select>
        </label>
        <label>Assign
          <select value={value} data-mantine-stop-propagation="true" onChange={(event) => setValue(event.currentTarget.value)}>
            <option value="">Choose</option>
            {assignable(at, component).map((category) => <option key={category} value={category}>{category}</option>)}
          </select>
        </label>
      </div>
      <label>Reason, kept with both values (R-626)
        <input type="text" value={reason} maxLength={2000} autoComplete="off" data-mantine-stop-propagation="true" onChange={(event) => setReason(event.currentTarget.value)} />
      </label>
      <Effect subject={subject} result={result} timepoint={timepoint} component={component} value={value} />
      {failure !== null && <p className={styles.failure} role="alert">{failure}</p>}
      <div className={styles.actions}>
        <Button small look="secondary" disabledReason={missing} onClick={() => void assign(value)}>Assign{value === '' ? '' : ` ${value}`}</Button>
        {held && <Button small look="ghost" onClick={() => void assign(null)}>Back to {at.computed[component]}</Button>}
        <Button small look="ghost" onClick={onClose}>Cancel</Button>
      </div>
    </div>
  );
}
