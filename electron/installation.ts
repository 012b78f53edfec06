/** What this program is made of where it stands: a checkout that Electron runs, or an installed package whose host lies beside the asar as plain files. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { app } from 'electron';

export type Installation = {
  /** The host's program, for its process. */
  readonly hostEntry: string;
  /** The `nadir` command, for `--cli`. */
  readonly command: string;
  /** The Node that host and command run on; null: Electron's own, in a utility process. */
  readonly node: string | null;
};

const isPackaged = (): boolean => app.isPackaged;
const packagedHost = (): string => path.join(process.resourcesPath, 'host');

/** In a package nothing in the surroundings chooses the program: the Node is the one that came with it. In a checkout `NADIR_NODE` names one. */
export function installation(): Installation {
  if (!isPackaged()) return { hostEntry: path.join(app.getAppPath(), 'src/host/main.ts'), command: path.join(app.getAppPath(), 'src/cli/nadir.mjs'), node: process.env['NADIR_NODE'] || null };
  const node = path.join(packagedHost(), process.platform === 'win32' ? 'node.exe' : 'node');
  return { hostEntry: path.join(packagedHost(), 'src/host/main.js'), command: path.join(packagedHost(), 'src/cli/nadir.mjs'), node: existsSync(node) ? node : null };
}

async function sha256(file: string): Promise<string | null> {
  const hash = createHash('sha256');
  return pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash).then(() => hash.digest('hex'), () => null);
}

/**
 * The first file of the installed host that is not what was packaged: damaged, replaced or gone; null when all are whole. Its sums lie in the asar, which the
 * fuses bind to the program where the system can. A checkout has no sums and is always whole.
 */
export async function firstDamagedFile(): Promise<string | null> {
  if (!isPackaged()) return null;
  const sums = JSON.parse(readFileSync(path.join(app.getAppPath(), 'files.json'), 'utf8')) as Readonly<Record<string, string>>;
  const found = await Promise.all(Object.entries(sums).map(async ([name, sum]) => ((await sha256(path.join(packagedHost(), ...name.split('/')))) === sum ? null : name)));
  return found.find((name) => name !== null) ?? null;
}
