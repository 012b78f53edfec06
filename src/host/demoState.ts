/** Whether the demo study is there, kept beside the database so that an interrupted creation is taken up again and a cancelled one stays away. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type DemoMark = 'creating' | 'ready' | 'cancelled';

const fileOf = (dataFolder: string): string => path.join(dataFolder, 'demo.json');

/** Null when nothing was ever noted: a new data folder. */
export function readDemoMark(dataFolder: string): DemoMark | null {
  try {
    const { state } = JSON.parse(readFileSync(fileOf(dataFolder), 'utf8')) as { state?: unknown };
    return state === 'creating' || state === 'ready' || state === 'cancelled' ? state : null;
  } catch {
    return null;
  }
}

export function writeDemoMark(dataFolder: string, state: DemoMark): void {
  const staged = `${fileOf(dataFolder)}.new`;
  writeFileSync(staged, JSON.stringify({ state }), { mode: 0o600 });
  renameSync(staged, fileOf(dataFolder));
}
