/**
 * Runs the browser tests. A file that failed is run a second time, alone on the machine, and the run says so: a browser of its own, a host, a data folder.
 * What is wrong fails again; what only came too late on a busy machine does not cost a release. Many failing files are a defect and get no second time.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const mostFilesAgain = 4;

type Report = { readonly testResults: readonly { readonly name: string; readonly status: string; readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[] }[] };

function run(words: readonly string[], report: string): { readonly passed: boolean; readonly failed: readonly { readonly file: string; readonly tests: readonly string[] }[] } {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', 'build/vitest.e2e.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...words], { cwd: root, stdio: 'inherit' });
  if (status === 0) return { passed: true, failed: [] };
  let results: Report['testResults'] = [];
  try { results = (JSON.parse(readFileSync(report, 'utf8')) as Report).testResults; } catch { /* It did not come as far as a report. */ }
  const failed = results.filter((file) => file.status === 'failed').map((file) => ({
    file: path.relative(root, file.name), tests: file.assertionResults.filter((test) => test.status === 'failed').map((test) => test.fullName),
  }));
  return { passed: false, failed };
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-browser-tests-'));
try {
  const first = run(process.argv.slice(2), path.join(folder, 'first.json'));
  let passed = first.passed;
  if (!passed && first.failed.length > 0 && first.failed.length <= mostFilesAgain) {
    const files = first.failed.map(({ file }) => file);
    console.log(`\nA second time: ${files.join(', ')}.`);
    passed = run([...files, '--maxWorkers=1'], path.join(folder, 'second.json')).passed;
    const tests = first.failed.flatMap((one) => one.tests.map((test) => `  ${one.file}: ${test}`));
    if (passed) console.log(['Passed only the second time; each is worth a look:', ...tests].join('\n'));
  }
  process.exitCode = passed ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
