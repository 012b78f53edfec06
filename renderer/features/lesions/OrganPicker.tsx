import { IconSelector } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type Ref } from 'react';
import type { OrganCode } from '../../../src/recist/index.ts';
import { organName, searchOrgans } from './organs.ts';
import styles from './OrganPicker.module.css';

type Props = {
  readonly value: OrganCode | null;
  /** Offered first. */
  readonly inUse: readonly OrganCode[];
  readonly onChoose: (organ: OrganCode) => void;
  /** Enter with nothing typed: the organ stands, go on. */
  readonly onAccept: () => void;
  readonly onCancel: () => void;
  /** Beside the value: where it comes from. */
  readonly hint?: string;
  readonly ref?: Ref<HTMLInputElement>;
};

/** The fixed organ list, searched by typing. Focus it and type; Enter takes the first answer, Enter again accepts. */
export function OrganPicker({ value, inUse, onChoose, onAccept, onCancel, hint, ref }: Props) {
  const id = useId();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = searchOrgans(text, inUse);
  useEffect(() => { list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }); }, [at, isOpen]);

  const close = () => { setOpen(false); setText(''); setAt(0); };
  const choose = (organ: OrganCode) => { onChoose(organ); close(); };
  const pressed = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (isOpen) setAt((now) => Math.min(found.length - 1, Math.max(0, now + step)));
      else setOpen(true);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const organ = isOpen ? found[at] : undefined;
      if (organ) choose(organ);
      else if (!isOpen) onAccept();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (isOpen) close();
      else onCancel();
    }
  };
  return (
    <div className={styles.picker}>
      <div className={styles.field}>
        <input
          ref={ref} type="text" role="combobox" aria-label="Organ" aria-expanded={isOpen} aria-controls={`${id}-list`} aria-autocomplete="list"
          aria-activedescendant={isOpen && found[at] ? `${id}-${found[at]}` : undefined}
          value={isOpen ? text : value === null ? '' : organName(value)} placeholder={isOpen && value !== null ? organName(value) : 'Type an organ'} autoComplete="off" spellCheck={false}
          onFocus={(event) => event.currentTarget.select()} onBlur={close} onClick={() => setOpen(true)}
          onChange={(event) => {
            // The first character typed over the chosen organ starts a search; it does not edit its name.
            const typed = event.currentTarget.value;
            setText(isOpen ? typed : typed.replace(value === null ? '' : organName(value), ''));
            setOpen(true);
            setAt(0);
          }}
          onKeyDown={pressed}
        />
        {hint && !isOpen && <span className={styles.hint}>{hint}</span>}
        <IconSelector size={14} stroke={1.75} aria-hidden="true" />
      </div>
      {isOpen && (
        <div ref={list} id={`${id}-list`} className={styles.list} role="listbox" aria-label="Organs">
          {found.map((organ, index) => (
            <div
              key={organ} id={`${id}-${organ}`} className={styles.option} role="option" aria-selected={index === at}
              onMouseDown={(event) => { event.preventDefault(); choose(organ); }} onMouseEnter={() => setAt(index)}
            >
              {organName(organ)}{text === '' && inUse.includes(organ) && <small>in use</small>}
            </div>
          ))}
          {found.length === 0 && <div className={styles.nothing}>No organ of the list matches. Other takes what has no place of its own.</div>}
        </div>
      )}
    </div>
  );
}
