import type { JobStatus, SessionInfo } from '../../../src/api/wire.ts';
import { format } from '../../ui/index.ts';

/** One line on how the demo study stands: `creating, 2 of 6 subjects`, `ready, 6 subjects, 19 follow-ups`. */
export function demoLine(demo: SessionInfo['demo'], job: JobStatus | undefined, subjects: number, followUps: number): string {
  switch (demo.state) {
    case 'ready': return `ready, ${format.counted(subjects, 'subject')}, ${format.counted(followUps, 'follow-up')}`;
    case 'creating': return job && job.text !== '' ? `creating, ${job.text}` : subjects > 0 ? `creating, ${format.counted(subjects, 'subject')} usable` : 'creating';
    case 'failed': return 'not created';
    case 'absent': return 'not on this computer';
  }
}
