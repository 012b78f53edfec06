import { expect, it } from 'vitest';
import type { KeyBinding } from '../ui/index.ts';
import { byScope } from './KeyMap.tsx';
import { statusKeys } from './StatusBar.tsx';

const binding = (id: string, key: string, more: Partial<KeyBinding> = {}): KeyBinding => ({ id, key, label: id, scope: 'Read', run: () => undefined, ...more });
const help = binding('help', '?', { scope: 'Everywhere', status: 1000 });

it('shows at most seven keys and always ? last', () => {
  const many = Array.from({ length: 12 }, (_, index) => binding(`k${index}`, String.fromCharCode(65 + index), { status: index }));
  const keys = statusKeys([help, ...many]).map((shown) => shown.key);
  expect(keys).toEqual(['A', 'B', 'C', 'D', 'E', 'F', '?']);
});

it('shows only what works now, and one meaning for a key: the latest screen', () => {
  const keys = statusKeys([help, binding('import', 'I', { status: 1 }), binding('invert', 'I', { status: 2 }), binding('off', 'U', { status: 3, enabled: false })]);
  expect(keys.map((shown) => shown.id)).toEqual(['invert', 'help']);
});

it('lists the screen before what works everywhere', () => {
  expect(byScope([help, binding('a', 'A'), binding('b', 'B')]).map((group) => [group.scope, group.bindings.length])).toEqual([['Read', 2], ['Everywhere', 1]]);
});
