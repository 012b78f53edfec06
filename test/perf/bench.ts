/**
 * `npm run bench [-- engine|demo|import|scans|jpeg2000|scroll|memory|live|reading|start|worklist|analysis|study|sdtm|backup|verify|files|audit …] [-- --json FILE]`: measures the numbers the product promises, on this machine, beside named
 * peers in the same run, and prints them with their targets. Not a test: a busy machine misses targets without anything being wrong.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { generateDemo } from '../../src/demo/index.ts';
import { benchAnalysis } from './analysis.ts';
import { benchAudit } from './audit.ts';
import { benchBackup } from './backup.ts';
import { benchDemo } from './demo.ts';
import { benchEngine } from './engine.ts';
import { benchImport } from './importing.ts';
import { benchLiveEffect } from './liveEffect.ts';
import { benchMemory } from './memory.ts';
import { machine, results } from './report.ts';
import { benchReading } from './reading.ts';
import { benchJpeg2000, benchScans } from './scans.ts';
import { benchScrolling } from './scrolling.ts';
import { benchSdtm } from './sdtm.ts';
import { benchStartup } from './startup.ts';
import { benchStudy } from './study.ts';
import { benchVerify, benchVerifyFiles } from './verify.ts';
import { benchWorklist } from './worklist.ts';

const parts = ['engine', 'demo', 'import', 'scans', 'jpeg2000', 'scroll', 'memory', 'live', 'reading', 'start', 'worklist', 'analysis', 'study', 'sdtm', 'backup', 'verify', 'files', 'audit'] as const;
type Part = (typeof parts)[number];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const unknown = positionals.filter((name) => !(parts as readonly string[]).includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are ${parts.join(', ')}.`);
  process.exit(2);
}
const wanted = (part: Part): boolean => positionals.length === 0 || positionals.includes(part);

const work = await mkdtemp(path.join(os.tmpdir(), 'nadir-bench-'));
try {
  console.log(machine());
  if (wanted('engine')) await benchEngine();
  const demoFiles = path.join(work, 'demo');
  if (wanted('demo')) await benchDemo(demoFiles);
  if (wanted('import')) {
    if (!wanted('demo')) for await (const _ of generateDemo({ directory: demoFiles })) { /* only its files are wanted */ }
    await benchImport(demoFiles, work);
  }
  if (wanted('scans')) await benchScans(work);
  if (wanted('jpeg2000')) await benchJpeg2000(work);
  if (wanted('scroll')) await benchScrolling(work);
  if (wanted('memory')) await benchMemory(work);
  if (wanted('live')) await benchLiveEffect(work);
  if (wanted('reading')) await benchReading(work);
  if (wanted('start')) await benchStartup(work);
  if (wanted('worklist')) await benchWorklist(work);
  if (wanted('analysis')) await benchAnalysis(work);
  if (wanted('study')) await benchStudy(work);
  if (wanted('sdtm')) await benchSdtm(work);
  if (wanted('backup')) await benchBackup(work);
  if (wanted('verify')) await benchVerify(work);
  if (wanted('files')) await benchVerifyFiles(work);
  if (wanted('audit')) benchAudit(work);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(results(), null, 1)}\n`);
} finally {
  await rm(work, { recursive: true, force: true });
}
