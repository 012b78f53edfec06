import { useEffect, useId, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { keyActionOf, keyActions, type KeyAction } from './keyActions.ts';

/** One action on the keyboard, as a screen registers it. */
export type KeyBinding = {
  /** Stable name that preferences remap: `read.absent`. */
  readonly id: string;
  /** `A`, `Ctrl+K`, `Shift+Tab`, `ArrowUp`, `Enter`, `?`. Letters are the key without Shift. */
  readonly key: string;
  /** What it does, as the key map and the status bar say it: `absent`. */
  readonly label: string;
  /** Head under which the key map lists it: `Everywhere`, `Worklist`, `Read`. */
  readonly scope: string;
  readonly run: (event: KeyboardEvent) => void;
  /** Place in the status bar, lower first; without it the key is only in the map. */
  readonly status?: number;
  /** False while it would do nothing: the key is then left to others and not in the status bar. */
  readonly enabled?: boolean;
  /** Also while a text field has the focus (Escape, Ctrl+K). */
  readonly inFields?: boolean;
  /** Works inside an open dialog; all other keys rest while one is open. */
  readonly inDialogs?: boolean;
};

export type KeyPress = { readonly key: string; readonly ctrlKey: boolean; readonly shiftKey: boolean; readonly altKey: boolean; readonly metaKey: boolean };

/** Whether a press is the combination. Shift is asked for only where it does not already change the character (letters, named keys). */
export function matchesKey(combination: string, press: KeyPress): boolean {
  if (combination === '') return false;
  const parts = combination === '+' ? ['+'] : combination.split('+').map((part) => (part === '' ? '+' : part));
  const key = parts.at(-1) ?? '';
  const wants = (name: string) => parts.slice(0, -1).includes(name);
  if (wants('Ctrl') !== (press.ctrlKey || press.metaKey)) return false;
  if (wants('Alt') !== press.altKey) return false;
  const shiftTells = key.length > 1 || /^[a-z]$/i.test(key);
  if (shiftTells && wants('Shift') !== press.shiftKey) return false;
  const name = key === 'Space' ? ' ' : key;
  return press.key.toLowerCase() === name.toLowerCase();
}

type Group = { readonly owner: string; readonly bindings: readonly KeyBinding[] };

let groups: readonly Group[] = [];
let overrides: Readonly<Record<string, string>> = {};
let shown: readonly KeyBinding[] = [];
/** Actions met at run time that the catalogue does not name. */
const met = new Map<string, KeyAction>();
const listeners = new Set<() => void>();

function changed(): void {
  const bindings = groups.flatMap((group) => group.bindings);
  for (const { id, key, label, scope } of bindings) if (!keyActionOf(id)) met.set(id, { id, key, label, scope });
  shown = bindings.map((binding) => ({ ...binding, key: overrides[binding.id] ?? binding.key }));
  for (const listener of listeners) listener();
}

/** Registers a group of bindings; the last group registered wins a key. Returns its removal. The hook below is what screens use. */
export function registerKeys(owner: string, bindings: readonly KeyBinding[]): () => void {
  groups = [...groups.filter((group) => group.owner !== owner), { owner, bindings }];
  changed();
  return () => {
    groups = groups.filter((group) => group.owner !== owner);
    changed();
  };
}

function replaceKeys(owner: string, bindings: readonly KeyBinding[]): void {
  groups = groups.map((group) => (group.owner === owner ? { owner, bindings } : group));
  changed();
}

/** Keys the person has changed: action id → combination, empty for no key. Kept in preferences. */
export function setKeyOverrides(changes: Readonly<Record<string, string>>): void {
  overrides = changes;
  changed();
}

/** The binding that answers a press: the most recently opened screen first. */
export function bindingFor(press: KeyPress, state: { readonly inField: boolean; readonly inDialog: boolean }): KeyBinding | null {
  for (const binding of [...shown].reverse()) {
    if (binding.enabled === false || !matchesKey(binding.key, press)) continue;
    if (state.inField && !binding.inFields) continue;
    if (state.inDialog && !binding.inDialogs) continue;
    return binding;
  }
  return null;
}

const look = (bindings: readonly KeyBinding[]): string =>
  bindings.map((b) => [b.id, b.key, b.label, b.scope, b.status ?? '', b.enabled !== false, b.inFields === true, b.inDialogs === true].join('\t')).join('\n');

/** Makes the bindings valid while the component is mounted. The functions may change every render at no cost. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const owner = useId();
  const latest = useRef(bindings);
  useLayoutEffect(() => {
    latest.current = bindings;
  });
  const appearance = look(bindings);
  const bound = useRef(false);
  useEffect(() => {
    const stable = latest.current.map((binding) => ({
      ...binding,
      run: (event: KeyboardEvent) => latest.current.find((candidate) => candidate.id === binding.id)?.run(event),
    }));
    if (bound.current) replaceKeys(owner, stable);
    else registerKeys(owner, stable);
    bound.current = true;
  }, [owner, appearance]);
  useEffect(() => () => {
    bound.current = false;
    registerKeys(owner, [])();
  }, [owner]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Every binding valid on the screen now, for the status bar and the map of keys. */
export const useShownKeys = (): readonly KeyBinding[] => useSyncExternalStore(subscribe, () => shown);

/** Every action whose key can be changed: those of the catalogue, and any that a screen has registered besides. */
export const allKeyActions = (): readonly KeyAction[] => [...keyActions, ...met.values()];

const keyNow = (id: string): string => overrides[id] ?? keyActionOf(id)?.key ?? met.get(id)?.key ?? '';

/** The person's key of an action; empty when it has none. */
export const useKeyOf = (id: string): string => useSyncExternalStore(subscribe, () => keyNow(id), () => keyNow(id));

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=range])'));

/** Enter and Space, by themselves, belong to a focused control before they belong to the screen. */
const belongsToControl = (event: KeyboardEvent): boolean =>
  (event.key === 'Enter' || event.key === ' ') && !event.ctrlKey && !event.metaKey && !event.altKey && event.target instanceof Element && event.target.closest('button, a[href], summary, input, select, [role=menuitem], [role=option], [role=tab]') !== null;

/** The one key listener of the window. Returns its removal. */
export function listenToKeys(): () => void {
  const pressed = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || belongsToControl(event)) return;
    const inDialog = document.querySelector('[role=dialog][aria-modal=true], [role=menu]') !== null;
    const binding = bindingFor(event, { inField: inField(event.target), inDialog });
    if (!binding) return;
    event.preventDefault();
    binding.run(event);
  };
  addEventListener('keydown', pressed);
  return () => removeEventListener('keydown', pressed);
}

/** A combination in the caps it is drawn with: `ArrowUp` is `↑`. */
export function keyCaps(combination: string): readonly string[] {
  const names: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', PageUp: 'PgUp', PageDown: 'PgDn' };
  if (combination === '+') return ['+'];
  if (combination === '') return [];
  return combination.split('+').map((part) => names[part] ?? (part === '' ? '+' : part));
}

/** The combination a press is written as (`Shift+L`, `?`, `Ctrl+ArrowUp`); null while only a modifier is held. */
export function combinationOf(press: KeyPress): string | null {
  if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Unidentified'].includes(press.key)) return null;
  const name = press.key === ' ' ? 'Space' : press.key.length === 1 ? press.key.toUpperCase() : press.key;
  // Shift is named only where it does not already change the character, as `matchesKey` has it.
  const shift = press.shiftKey && (name.length > 1 || /^[A-Z]$/.test(name));
  return [press.ctrlKey || press.metaKey ? 'Ctrl' : '', press.altKey ? 'Alt' : '', shift ? 'Shift' : '', name].filter((part) => part !== '').join('+');
}
