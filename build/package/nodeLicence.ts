/** The licence of the Node that a package brings: the one that came with it, else the nearest there is, which says what it is. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../vite.renderer.ts';

/** Version of Node that `licences/node.txt` came with. */
const kept = '20.20.2';
const beginning = 'Node.js is licensed for use as follows:';

/** Node's own archives have it beside the program or above its folder; its npm packages have none. */
function besideProgram(program: string): string | null {
  const folder = path.dirname(program);
  const file = [path.join(folder, 'LICENSE'), path.join(folder, '..', 'LICENSE')].find((one) => existsSync(one));
  const text = file === undefined ? '' : readFileSync(file, 'utf8');
  return text.startsWith(beginning) ? text : null;
}

/** Text for `licences/node.txt` of a package with Node `version`, whose program lies at `program`. */
export function nodeLicence(program: string, version: string): string {
  const own = besideProgram(program);
  if (own !== null) return own;
  return [
    `This package brings Node.js ${version}. Its own licence is https://github.com/nodejs/node/blob/v${version}/LICENSE.`,
    `What follows came with Node.js ${kept}, since the package that brings the program has no text of it: parts that have come to Node since are named there only.`, '',
    readFileSync(path.join(projectRoot, 'build/package/licences/node.txt'), 'utf8'),
  ].join('\n');
}
