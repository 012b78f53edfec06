/** The analysis of a study of 10,000 subjects, as the host answers it: judged from the start, after a restart, by another choice, with a cut-off. `NADIR_BENCH_SUBJECTS` makes it fewer. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { openCore } from '../../src/host/index.ts';
import type { AnalysisQuery } from '../../src/casefile/index.ts';
import type { IsoDate } from '../../src/common/index.ts';
import { report } from './report.ts';

const subjects = process.env['NADIR_BENCH_SUBJECTS'] ?? '10000';

export async function benchAnalysis(work: string): Promise<void> {
  const folder = path.join(work, 'analysis');
  execFileSync(process.execPath, [path.join(import.meta.dirname, 'manySubjects.ts'), folder, subjects], { stdio: 'ignore' });
  const open = () => {
    const core = openCore(folder, { exclusive: false });
    const studyId = core.services.studies.byCode('BIG').id;
    /** Milliseconds until the text that goes to the window is there, processor time of them, and its size. */
    const ask = async (query: AnalysisQuery) => {
      const [start, cpu] = [performance.now(), process.cpuUsage()];
      const text = JSON.stringify(await core.services.analysis.study(core.context, studyId, query));
      const { user, system } = process.cpuUsage(cpu);
      return { ms: performance.now() - start, cpuMs: (user + system) / 1000, mb: text.length / 1e6 };
    };
    return { core, ask };
  };
  const first = open();
  const cold = await first.ask({});
  first.core.store.close();
  const { core, ask } = open();
  const warm = await ask({ by: 'site' });
  const choice = await ask({ by: 'site', rules: 'FDA-A', confirmed: false });
  const cut = await ask({ cutoff: '2025-09-01' as IsoDate });
  core.store.close();
  const line = (what: string, { ms, cpuMs, mb }: typeof warm, atMost?: number) => ({ what, value: ms, unit: 'ms', note: `processor ${cpuMs.toFixed(0)} ms, ${mb.toFixed(1)} MB`, ...(atMost === undefined ? {} : { target: { atMost } }) });
  report(`Analysis of ${subjects} subjects`, [
    line('every subject judged for the first time', cold), line('study page after a restart', warm, 2000), line('another choice', choice, 2000), line('with a cut-off, every subject judged again', cut, 2000),
  ]);
}
