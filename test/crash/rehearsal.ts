/** Kills the real host at random moments of scripted work, again and again, and says what was found each time. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { templates } from '../../src/services/index.ts';
import { changedCases, damageOf, leftOver, missingFacts, packagesIn, verified } from './afterwards.ts';
import { command, ended, HostGone, nodeProgram, startHost, type Jar } from './host.ts';
import { exporting, importing, reading, type Stage } from './lanes.ts';
import { emptyLedger, type Ledger } from './ledger.ts';
import { credentials, personAt, type Person } from './person.ts';

export type Round = { readonly number: number; readonly afterMs: number; readonly answered: number; readonly faults: readonly string[] };
export type Rehearsal = { readonly rounds: readonly Round[]; readonly facts: Readonly<Record<string, number>>; readonly answered: Readonly<Record<string, number>>; readonly unanswered: number };


/** An account and a study. */
export async function prepareStudy(person: Person): Promise<string> {
  await person.post('/accounts/set-up', { fullName: 'Dr Ada First', ...credentials });
  const { visits: _visits, ...protocol } = templates.phase3.protocol;
  const made = await person.post<{ id: string }>('/study/create', { code: 'CRASH-1', title: 'Crash', template: 'phase3', protocol });
  if (made.status !== 200) throw new Error(`the study was not made: ${made.message}`);
  return made.body.id;
}

/** The command beside the window: a package in a folder. It is killed together with the host. */
function exportByCommand(dataFolder: string, target: string): ChildProcess {
  return spawn(nodeProgram, [command, 'export', '--study', 'CRASH-1', '--format', 'sdtm,csv', '--reads', 'all', '--leave-out', '--out', target, '--data', dataFolder], { stdio: 'ignore' });
}

/** The same with a backup of everything. */
const backUpByCommand = (dataFolder: string, target: string): ChildProcess => spawn(nodeProgram, [command, 'backup', target, '--data', dataFolder], { stdio: 'ignore' });

/** What runs beside the window in a round, and is killed with it. */
function besideOf(number: number, dataFolder: string, own: string): ChildProcess | null {
  if (number % 3 === 0) return exportByCommand(dataFolder, path.join(own, 'out', `package-${number}`));
  return number % 3 === 1 ? backUpByCommand(dataFolder, path.join(own, 'backups', `backup-${number}.nadir`)) : null;
}

/** Backups that are there are whole: each is put back into an empty folder, which checks every byte. */
async function brokenBackups(own: string): Promise<string[]> {
  const broken: string[] = [];
  for (const name of readdirSync(path.join(own, 'backups')).filter((one) => one.endsWith('.nadir'))) {
    const child = spawn(nodeProgram, [command, 'restore', path.join(own, 'backups', name), '--data', path.join(own, `restored-${name}`)], { stdio: 'ignore' });
    await ended(child);
    if (child.exitCode !== 0) broken.push(`${name} cannot be restored`);
    rmSync(path.join(own, `restored-${name}`), { recursive: true, force: true });
  }
  return broken;
}

/** Until something was imported and read, however busy the machine is: an idle host is no rehearsal. */
async function underWay(ledger: Ledger): Promise<void> {
  for (const end = Date.now() + 90_000; Date.now() < end && (ledger.images.size === 0 || ledger.subjects.size === 0);) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Until the host is gone; anything else that goes wrong is a fault. */
const untilGone = (lane: Promise<void>, faults: string[]): Promise<void> => lane.catch((error: unknown) => { if (!(error instanceof HostGone)) faults.push(String(error)); });

export type Plan = {
  readonly kills: number;
  /** Longest time until a kill; every second round a third of it at most, so that some are killed at once and some in the middle of longer work. */
  readonly longestMs: number;
  readonly say?: (round: Round) => void;
};

/** Kills the host so often on one data folder. `say` hears of each round. */
export async function rehearse({ kills, longestMs, say = () => undefined }: Plan): Promise<Rehearsal> {
  const own = mkdtempSync(path.join(os.tmpdir(), 'nadir-crash-'));
  const dataFolder = path.join(own, 'data');
  const out = path.join(own, 'out');
  for (const folder of [out, path.join(own, 'backups')]) mkdirSync(folder);
  const ledger = emptyLedger();
  const jar: Jar = { cookie: null };
  const rounds: Round[] = [];
  let host = await startHost(dataFolder, { keepSessions: false });
  try {
    const stage: Stage = { studyId: await prepareStudy(personAt(host, jar, ledger)), ledger, next: 1, finished: new Set() };
    for (let number = 1; number <= kills; number += 1) {
      const faults: string[] = [];
      const before = [...ledger.answered.values()].reduce((sum, n) => sum + n, 0);
      const person = personAt(host, jar, ledger);
      const afterMs = randomInt(number % 2 === 0 ? Math.ceil(longestMs / 3) : longestMs);
      const lanes = [importing(person, stage), reading(person, stage), ...(number % 2 === 0 ? [] : [exporting(person, stage)])].map((lane) => untilGone(lane, faults));
      const beside = besideOf(number, dataFolder, own);
      if (number === 1) await underWay(ledger);
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      // The command needs a second to have begun: some are killed while they write, some when they have done.
      if (beside) await Promise.race([ended(beside), new Promise((resolve) => setTimeout(resolve, 200 + randomInt(longestMs)))]);
      if (host.child.exitCode !== null || host.child.signalCode !== null) faults.push('the host ended by itself');
      beside?.kill('SIGKILL');
      await host.kill();
      if (beside) await ended(beside);
      await Promise.all(lanes);
      faults.push(...missingFacts(dataFolder, ledger));
      const damage = number % 10 === 0 ? await verified(dataFolder) : await damageOf(dataFolder);
      if (damage) faults.push(damage);
      const keepSessions = number % 4 !== 0;
      if (!keepSessions) jar.cookie = null;
      host = await startHost(dataFolder, { keepSessions });
      const again = personAt(host, jar, ledger);
      if (!keepSessions) await again.post('/session/sign-in', credentials);
      const session = await again.get<{ access: { state: string } }>('/session');
      if (session.body.access.state !== 'open') faults.push(`the session is ${session.body.access.state}`);
      faults.push(...await changedCases(again, ledger), ...leftOver(dataFolder).map((file) => `left over: ${path.relative(own, file)}`));
      const { faults: half, manifests } = packagesIn(out);
      faults.push(...half);
      // A package that lies there was recorded, whether or not somebody was still there to hear it.
      for (const manifest of manifests) ledger.packages.add(manifest);
      faults.push(...missingFacts(dataFolder, ledger).map((fault) => `after the start: ${fault}`));
      const round: Round = { number, afterMs, answered: [...ledger.answered.values()].reduce((sum, n) => sum + n, 0) - before, faults };
      rounds.push(round);
      say(round);
    }
    await host.stop();
    const broken = await brokenBackups(own);
    if (broken.length > 0) rounds.push({ number: kills + 1, afterMs: 0, answered: 0, faults: broken });
    return {
      rounds, answered: Object.fromEntries([...ledger.answered].sort()), unanswered: ledger.unanswered,
      facts: { images: ledger.images.size, 'assigned series': ledger.assigned.size, 'subjects read': ledger.subjects.size, signatures: ledger.signatures.size, exports: ledger.packages.size, 'folders by command': readdirSync(out).length, 'backups by command': readdirSync(path.join(own, 'backups')).filter((name) => name.endsWith('.nadir')).length },
    };
  } finally {
    await host.kill();
    rmSync(own, { recursive: true, force: true });
  }
}
