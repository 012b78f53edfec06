/** Changing keys: who is in the way, and what is stored. Pure. */
import type { KeyAction } from '../../ui/index.ts';

export type Keys = Readonly<Record<string, string>>;

export const keyOf = (keys: Keys, action: KeyAction): string => keys[action.id] ?? action.key;

/** Screens that are open at the same time: the scopes of the Read place are one. */
const screenOf = (scope: string): string => (['Lesions', 'Images', 'Read'].includes(scope) ? 'Read' : scope);
const meet = (a: KeyAction, b: KeyAction): boolean => {
  const [one, other] = [screenOf(a.scope), screenOf(b.scope)];
  return one === other || one === 'Everywhere' || other === 'Everywhere';
};

/** Other actions that would answer the same press. Two that come with one key take turns (assign, then read) and are not in each other's way. */
export function conflictsOf(actions: readonly KeyAction[], keys: Keys, action: KeyAction, combination: string): readonly KeyAction[] {
  if (combination === '') return [];
  return actions.filter((other) => other.id !== action.id && meet(action, other) && keyOf(keys, other).toLowerCase() === combination.toLowerCase() && !(other.key === action.key && combination === action.key));
}

/** Keys that belong to the system or the browser and never reach a page, or that must keep their meaning; why. Null: free. */
export function reservedFor(combination: string): string | null {
  const reserved: Readonly<Record<string, string>> = {
    'Ctrl+W': 'closes the window', 'Ctrl+T': 'opens a tab', 'Ctrl+N': 'opens a window', 'Ctrl+R': 'loads the window anew', F5: 'loads the window anew', F11: 'is full screen', F12: 'opens the developer tools', 'Alt+F4': 'closes the program',
    'Ctrl+C': 'copies', 'Ctrl+V': 'pastes', 'Ctrl+X': 'cuts', 'Ctrl+A': 'selects all', 'Alt+Tab': 'changes the window', 'Ctrl+Tab': 'changes the tab',
  };
  return reserved[combination] ?? null;
}

/** Only what differs from the key an action comes with is kept. */
function kept(actions: readonly KeyAction[], keys: Keys): Keys {
  const first = new Map(actions.map((action) => [action.id, action.key]));
  return Object.fromEntries(Object.entries(keys).filter(([id, combination]) => first.get(id) !== combination));
}

export const withKey = (actions: readonly KeyAction[], keys: Keys, action: KeyAction, combination: string): Keys => kept(actions, { ...keys, [action.id]: combination });

/** Takes a key over; those that had it get the key given up, the first of them, or none. */
export function swapKeys(actions: readonly KeyAction[], keys: Keys, action: KeyAction, combination: string): Keys {
  const own = keyOf(keys, action);
  const [first, ...rest] = conflictsOf(actions, keys, action, combination);
  const given = first && own !== '' && conflictsOf(actions.filter(({ id }) => id !== action.id), keys, first, own).length === 0 ? own : '';
  return kept(actions, { ...keys, ...(first ? { [first.id]: given } : {}), ...Object.fromEntries(rest.map(({ id }) => [id, ''])), [action.id]: combination });
}

/** The key an action comes with again; whoever has it now gives it up. */
export function resetKey(actions: readonly KeyAction[], keys: Keys, action: KeyAction): Keys {
  return swapKeys(actions, keys, action, action.key);
}
