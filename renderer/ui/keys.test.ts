import { afterEach, describe, expect, it } from 'vitest';
import { bindingFor, keyCaps, matchesKey, registerKeys, setKeyOverrides, type KeyBinding, type KeyPress } from './keys.ts';

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({ key, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...modifiers });
const binding = (id: string, key: string, more: Partial<KeyBinding> = {}): KeyBinding => ({ id, key, label: id, scope: 'Test', run: () => undefined, ...more });
const anywhere = { inField: false, inDialog: false };
const removals: (() => void)[] = [];
const register = (owner: string, ...bindings: KeyBinding[]) => {
  const remove = registerKeys(owner, bindings);
  removals.push(remove);
  return remove;
};
afterEach(() => {
  for (const remove of removals.splice(0)) remove();
  setKeyOverrides({});
});

describe('matching a press', () => {
  it('takes a letter in either case but not with another modifier', () => {
    expect(matchesKey('A', press('a'))).toBe(true);
    expect(matchesKey('A', press('A', { shiftKey: true }))).toBe(false);
    expect(matchesKey('A', press('a', { ctrlKey: true }))).toBe(false);
  });

  it('tells Tab from Shift+Tab', () => {
    expect(matchesKey('Tab', press('Tab', { shiftKey: true }))).toBe(false);
    expect(matchesKey('Shift+Tab', press('Tab', { shiftKey: true }))).toBe(true);
  });

  it('takes ? and / on keyboards that need Shift for them and on those that do not', () => {
    expect(matchesKey('?', press('?', { shiftKey: true }))).toBe(true);
    expect(matchesKey('?', press('?'))).toBe(true);
    expect(matchesKey('/', press('/', { shiftKey: true }))).toBe(true);
  });

  it('reads Ctrl as the command key too, Space as a word, and + as a key', () => {
    expect(matchesKey('Ctrl+K', press('k', { metaKey: true }))).toBe(true);
    expect(matchesKey('Space', press(' '))).toBe(true);
    expect(matchesKey('+', press('+', { shiftKey: true }))).toBe(true);
    expect(matchesKey('Ctrl++', press('+', { ctrlKey: true }))).toBe(true);
  });
});

describe('who answers a key', () => {
  it('is the screen opened last, and the one before once it is gone', () => {
    register('frame', binding('frame.i', 'I'));
    const close = register('screen', binding('screen.i', 'I'));
    expect(bindingFor(press('i'), anywhere)?.id).toBe('screen.i');
    close();
    expect(bindingFor(press('i'), anywhere)?.id).toBe('frame.i');
  });

  it('is the next one when a binding is switched off', () => {
    register('frame', binding('frame.enter', 'Enter'));
    register('screen', binding('screen.enter', 'Enter', { enabled: false }));
    expect(bindingFor(press('Enter'), anywhere)?.id).toBe('frame.enter');
  });

  it('is nobody while text is typed, except for keys that say so', () => {
    register('screen', binding('absent', 'A'), binding('find', 'Ctrl+K', { inFields: true }));
    expect(bindingFor(press('a'), { inField: true, inDialog: false })).toBeNull();
    expect(bindingFor(press('k', { ctrlKey: true }), { inField: true, inDialog: false })?.id).toBe('find');
  });

  it('is nobody behind an open dialog', () => {
    register('screen', binding('finish', 'F'), binding('keys', '?', { inDialogs: true }));
    expect(bindingFor(press('f'), { inField: false, inDialog: true })).toBeNull();
    expect(bindingFor(press('?'), { inField: false, inDialog: true })?.id).toBe('keys');
  });

  it('follows the keys a person has changed', () => {
    register('screen', binding('read.absent', 'A'));
    setKeyOverrides({ 'read.absent': 'Q' });
    expect(bindingFor(press('a'), anywhere)).toBeNull();
    expect(bindingFor(press('q'), anywhere)?.id).toBe('read.absent');
  });
});

it('draws arrows and combinations as caps', () => {
  expect(keyCaps('ArrowUp')).toEqual(['↑']);
  expect(keyCaps('Shift+Tab')).toEqual(['Shift', 'Tab']);
  expect(keyCaps('+')).toEqual(['+']);
});
