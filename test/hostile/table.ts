/**
 * `npm run hostile`: every attack by itself through `nadir inspect --pixels` and `nadir import`, each in a process of its own: how it was named, how long it
 * took, how much memory the process ever held. A word given runs only the attacks whose name holds it. Prints the table; exit code 1 when one crossed 5 s of work or 1 GB, or was not named as it must be.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { attackPath, fileAttacks } from './files.ts';
import { limitMb, limitSeconds, runNadir, type Measured } from './measure.ts';
import { sourceAttacks } from './sources.ts';

type Row = { readonly attack: string; readonly command: string; readonly named: string; readonly isRight: boolean; readonly measured: Measured };

const wanted = process.argv[2] ?? '';
const isWanted = ({ name }: { readonly name: string }): boolean => name.includes(wanted);
const root = mkdtempSync(path.join(tmpdir(), 'nadir-hostile-'));
const data = path.join(root, 'data');
const rows: Row[] = [];
const add = (row: Row): void => {
  rows.push(row);
  const { seconds, cpuSeconds, peakMb } = row.measured;
  const isWithin = cpuSeconds < limitSeconds && peakMb < limitMb;
  console.log([row.isRight && isWithin ? 'ok' : 'NOT OK', row.attack, row.command, row.named, `${seconds.toFixed(1)} s`, `${cpuSeconds.toFixed(1)} s work`, `${peakMb} MB`].join(' | '));
};
const parsed = (measured: Measured): unknown => {
  try {
    return JSON.parse(measured.out);
  } catch {
    return null;
  }
};
type Imported = { files: { imported: number; rejected: number }; rejected: { code: string; reason: string }[] };
const importOf = async (source: string): Promise<{ measured: Measured; result: Imported | null }> => {
  const measured = await runNadir(['import', source, '--json', '--data', data, '--study', 'HOSTILE']);
  return { measured, result: parsed(measured) as Imported | null };
};

for (const attack of fileAttacks.filter(isWanted)) {
  const file = attackPath(root, attack);
  attack.write(file);
  const inspected = await runNadir(['inspect', file, '--pixels', '--json']);
  const [read] = (parsed(inspected) ?? [{ opens: false, code: 'no answer' }]) as { opens: boolean; code?: string }[];
  const code = read?.opens === true ? 'opens' : (read?.code ?? 'no answer');
  add({ attack: attack.name, command: 'inspect', named: code, isRight: attack.inspect === null ? code === 'opens' : attack.inspect.includes(code), measured: inspected });
  const { measured, result } = await importOf(file);
  const named = result === null ? 'no answer' : result.files.imported === 1 ? 'imported' : (result.rejected[0]?.code ?? 'no reason');
  add({ attack: attack.name, command: 'import', named, isRight: attack.import === null ? named === 'imported' : attack.import.includes(named), measured });
  rmSync(file);
}
for (const attack of sourceAttacks.filter(isWanted)) {
  const folder = mkdtempSync(path.join(root, 'source-'));
  const source = attack.make(folder);
  if (source === null) { console.log(`not run | ${attack.name} | this system cannot make it`); continue; }
  const { measured, result } = await importOf(source);
  const isRight = result !== null && result.files.imported === attack.imported && result.files.rejected === attack.rejected && attack.reasons.every((reason) => result.rejected.some((one) => reason.test(one.reason)));
  add({ attack: attack.name, command: 'import', named: result === null ? `no answer ${measured.said.slice(-200)}` : `${result.files.imported} imported, ${result.files.rejected} named ${result.rejected[0]?.code ?? ''}`, isRight, measured });
  rmSync(folder, { recursive: true, force: true });
}
mkdirSync(root, { recursive: true });
const verified = await runNadir(['verify', '--data', data]);
rmSync(root, { recursive: true, force: true });
const most = <T>(of: (row: Row) => number, say: (row: Row) => T): T | undefined => { const [row] = [...rows].sort((one, other) => of(other) - of(one)); return row && say(row); };
const isOk = rows.every((row) => row.isRight && row.measured.cpuSeconds < limitSeconds && row.measured.peakMb < limitMb) && verified.code === 0;
console.log(JSON.stringify({ hostile: {
  attacks: fileAttacks.length + sourceAttacks.length, runs: rows.length, ok: isOk, verified: verified.code === 0,
  peak: most((row) => row.measured.peakMb, (row) => ({ attack: row.attack, command: row.command, mb: row.measured.peakMb })),
  slowest: most((row) => row.measured.cpuSeconds, (row) => ({ attack: row.attack, command: row.command, seconds: Number(row.measured.seconds.toFixed(1)), cpuSeconds: row.measured.cpuSeconds })),
} }));
process.exitCode = isOk ? 0 : 1;
