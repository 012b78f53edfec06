import { useEffect, useLayoutEffect, useRef } from 'react';
import { combinationOf, KeyCap } from '../../ui/index.ts';
import styles from './ChoiceMenu.module.css';

export type MenuChoice = { readonly id: string; readonly label: string; readonly keys?: string; /** Why it cannot be chosen, beside it. */ readonly off?: string; readonly apart?: boolean; readonly run: () => void };

type Props = { readonly label: string; readonly choices: readonly MenuChoice[]; readonly anchor: HTMLElement | null; readonly onClose: () => void };

/** A menu at a row: arrows and Enter, the key of an entry, Esc leaves. The focus goes back where it was. */
export function ChoiceMenu({ label, choices, anchor, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useLayoutEffect(() => { close.current = onClose; });
  useLayoutEffect(() => {
    const element = menu.current;
    if (!element) return;
    const box = anchor?.getBoundingClientRect();
    const { width, height } = element.getBoundingClientRect();
    const left = Math.max(4, Math.min((box?.right ?? innerWidth / 2) - width, innerWidth - width - 4));
    const below = (box?.bottom ?? innerHeight / 2) + 4;
    element.style.left = `${left}px`;
    element.style.top = `${below + height > innerHeight - 4 ? Math.max(4, (box?.top ?? innerHeight) - height - 4) : below}px`;
    const before = document.activeElement;
    element.querySelector<HTMLElement>('[role=menuitem]:not(:disabled)')?.focus();
    return () => { if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus(); else (document.activeElement as HTMLElement | null)?.blur(); };
  }, [anchor]);
  useEffect(() => {
    const outside = (event: PointerEvent) => { if (!menu.current?.contains(event.target as Node)) close.current(); };
    addEventListener('pointerdown', outside, true);
    return () => removeEventListener('pointerdown', outside, true);
  }, []);

  const choose = (choice: MenuChoice) => { if (choice.off === undefined) { onClose(); choice.run(); } };
  const pressed = (event: React.KeyboardEvent) => {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]:not(:disabled)') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const go = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    const combination = combinationOf(event)?.toLowerCase();
    const choice = choices.find((candidate) => candidate.keys !== undefined && candidate.keys.toLowerCase() === combination);
    if (go !== undefined) items[go % items.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else if (choice && event.key !== 'Enter') choose(choice);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={menu} className={styles.menu} role="menu" aria-label={label} tabIndex={-1} onKeyDown={pressed}>
      <div className={styles.label} aria-hidden="true">{label}</div>
      {choices.map((choice) => (
        <button key={choice.id} type="button" role="menuitem" className={styles.item} disabled={choice.off !== undefined} data-apart={choice.apart || undefined} title={choice.off} onClick={() => choose(choice)}>
          <span>{choice.label}</span>
          {choice.off !== undefined ? <small>{choice.off}</small> : choice.keys && <KeyCap keys={choice.keys} />}
        </button>
      ))}
    </div>
  );
}
