import { expect, it } from 'vitest';
import { findBrowser, hasScreen } from './browserWindow.ts';

const only = (...files: string[]) => (file: string): boolean => files.includes(file);

it('finds the browsers of each system, in the order of the path', () => {
  expect(findBrowser({ env: { PATH: '/a:/usr/bin' }, platform: 'linux', isExecutable: only('/usr/bin/google-chrome', '/usr/bin/chromium') })).toBe('/usr/bin/chromium');
  expect(findBrowser({ env: { HOME: '/Users/a' }, platform: 'darwin', isExecutable: only('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome') })).toContain('Google Chrome');
  expect(findBrowser({ env: { 'ProgramFiles(x86)': 'C:\\P' }, platform: 'win32', isExecutable: only('C:\\P\\Microsoft\\Edge\\Application\\msedge.exe') })).toContain('msedge.exe');
  expect(findBrowser({ env: { PATH: '/usr/bin' }, platform: 'linux', isExecutable: only() })).toBeNull();
});

it('takes the named browser or none', () => {
  expect(findBrowser({ env: { NADIR_BROWSER: '/opt/b', PATH: '/usr/bin' }, platform: 'linux', isExecutable: only('/opt/b', '/usr/bin/chromium') })).toBe('/opt/b');
  expect(findBrowser({ env: { NADIR_BROWSER: '/gone', PATH: '/usr/bin' }, platform: 'linux', isExecutable: only('/usr/bin/chromium') })).toBeNull();
});

it('knows a Linux without a screen', () => {
  expect(hasScreen({ env: {}, platform: 'linux' })).toBe(false);
  expect(hasScreen({ env: { WAYLAND_DISPLAY: 'wayland-0' }, platform: 'linux' })).toBe(true);
  expect(hasScreen({ env: {}, platform: 'darwin' })).toBe(true);
});
