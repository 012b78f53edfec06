// After `npm ci`: puts `nadir` beside the other commands in node_modules/.bin, which npm does only for packages that are installed into another one.
// Plain JavaScript: whichever Node runs npm runs this.
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const commands = path.join(root, 'node_modules', '.bin');

try {
  mkdirSync(commands, { recursive: true });
  const link = path.join(commands, 'nadir');
  rmSync(link, { force: true });
  if (process.platform === 'win32') {
    writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\src\\cli\\nadir.mjs" %*\r\n');
  } else {
    chmodSync(path.join(root, 'src', 'cli', 'nadir.mjs'), 0o755);
    symlinkSync(path.join('..', '..', 'src', 'cli', 'nadir.mjs'), link);
  }
} catch (error) {
  // A read-only checkout still has `npx nadir` and `npm start`.
  console.warn(`node_modules/.bin/nadir could not be made: ${error.message}`);
}
