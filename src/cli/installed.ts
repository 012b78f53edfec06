/** Whether this is an installed program (build/package/stage.ts) or a checkout. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Program file of the installed window, by the note that packaging left in `folder`; null in a checkout. */
export function installedWindow(folder: string): string | null {
  const note = path.join(folder, 'installed.json');
  if (!existsSync(note)) return null;
  return path.resolve(folder, (JSON.parse(readFileSync(note, 'utf8')) as { window: string }).window);
}
