import { expect, test } from 'vitest';
import { checkPassword, isGoodPassword } from './passwordRules.ts';

const owner = { username: 'a.miller', fullName: 'Dr Anna Miller' };
const broken = (password: string): string => checkPassword(password, owner).filter((check) => !check.met).map((check) => check.rule).join(' ');

test.each([
  ['', 'length name common'],
  ['short', 'length'],
  ['elevenchars', 'length'],
  ['drannamiller', 'name'],
  ['Dr-Anna-Miller-2026', 'name'],
  ['amiller00000000', 'name'],
  ['amilleramiller', 'name'],
  ['123456789012', 'common'],
  ['aaaaaaaaaaaaaaa', 'common'],
  ['abababababababab', 'common'],
  ['abcdefghijklm', 'common'],
  ['Password-1234!', 'common'],
  ['Radiology2026', 'common'],
  ['qwertyuiop123', 'common'],
  ['20260114093055', 'common'],
  [`x${'yz3!'.repeat(70)}`, 'length common'],
])('%s breaks: %s', (password, rules) => expect(broken(password)).toBe(rules));

test.each(['lamp river window', 'kq7 vw2 mm9 zz4', 'Übermütige Pfütze 7', 'the nadir of tuesday', 'savannah-miller-boat'])('%s is good without any rule of composition', (password) => expect(isGoodPassword(password, owner)).toBe(true));

test('characters are counted as a person sees them, in whatever form the keyboard sends them', () => {
  expect(broken('e\u0301'.repeat(11))).toContain('length');
  expect(checkPassword('äöüßäöüßäöüx', owner)[0]?.met).toBe(true);
});
