import { keyActions } from '../../renderer/ui/keyActions.ts';
import { blocks, capital, key, made, table, words } from './markdown.ts';

/** keyboard.md: every action that has a key, under the head of its place. */
export function keyboardPage(): string {
  const scopes = [...new Set(keyActions.map(({ scope }) => scope))];
  const ordered = [...scopes.filter((scope) => scope === 'Everywhere'), ...scopes.filter((scope) => scope !== 'Everywhere')];
  return blocks(
    '# Keyboard map',
    `Every action of the window that has a key, with the key it comes with: ${keyActions.length} actions in ${scopes.length} places. **?** lists those of the screen; every key can be changed under [Settings](settings.md#keys).`,
    made,
    'Letters are pressed without **Shift** unless it is named. On a Mac **Ctrl** is the command key too. A key does nothing while a text field has the focus, but for **Escape** and those of the places.',
    ...ordered.flatMap((scope) => [`## ${scope}`, table(['Key', 'Action'], keyActions.filter((action) => action.scope === scope).map((action) => [key(action.key), words(capital(action.label))]))]),
  );
}
