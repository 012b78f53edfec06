/** One subject to read, and windows of those who read it: facts are written as somebody at the window would. */
import type { Account } from '../../src/accounts/index.ts';
import type { CommandReply, SubjectCaseReply } from '../../src/api/wire.ts';
import type { ProtocolParameters, SubjectCase } from '../../src/casefile/index.ts';
import { templates, type RequestContext } from '../../src/services/index.ts';
import { instancesOf, measured, reader, stack, type Bench } from './harness.ts';
import { windowOf, withAccounts } from './windows.ts';

const follow = ['2026-03-01', '2026-05-01', '2026-07-01'];
/** Series of the timepoints by index. */
export const seriesNames = ['bl', 'fu1', 'fu2', 'fu3'];

/** Who did something, for services: an account in all its roles. */
export const contextOf = (account: Account): RequestContext => ({ actor: account.fullName, accountId: account.id, roles: account.roles, role: account.roles[0] ?? 'reader' });

/** A study with subject S-001: baseline and three follow-ups, one series each. The protocol is the plain one with these members laid over it. */
export function studyToRead(b: Bench, over: Partial<ProtocolParameters> & { readonly markers?: unknown } = {}, context: RequestContext = reader) {
  const { visits: _visits, ...protocol } = templates.phase3.protocol;
  const study = b.services.studies.create(context, { code: `READ-${Math.random().toString(36).slice(2, 8)}`, title: 'Trial', template: 'phase3', protocol: { ...protocol, ...over, params: { ...protocol.params, ...over.params } } as typeof protocol });
  const sink = b.services.importSink(context, study.id);
  const series: string[] = [];
  for (const [index, name] of seriesNames.entries()) {
    const one = stack('S-001', name, index === 0 ? '2026-01-05' : (follow[index - 1] ?? null));
    sink.add(instancesOf(one));
    series.push(sink.putStacks(one.dicomStudyUid, one.seriesUid, [one])[0] ?? '');
  }
  const [subjectId = ''] = b.services.assignments.assign(context, study.id, series.map((seriesId, timepointIndex) => ({ seriesId: seriesId as never, subjectId: null, newSubjectCode: 'S-001', timepointIndex })));
  b.services.subjects.setFacts(context, { subjectId, expectedRevision: null }, { randomisationDate: '2026-01-10' });
  return { studyId: study.id, subjectId, series };
}
export type Read = ReturnType<typeof studyToRead>;

/** A person at a window with one subject open: every command carries the revision the window saw. */
export function readingAt(b: Bench, account: Account, { subjectId, series }: Read) {
  const window = windowOf(b, account);
  const look = async (): Promise<SubjectCaseReply> => (await window.send('GET', `/subject/${subjectId}/case`)).body as SubjectCaseReply;
  const of = (subject: SubjectCase, index: number): string => subject.timepoints[index]?.id ?? '';
  const command = async (path: string, body: object): Promise<{ status: number; reply: CommandReply; reason: string; message: string }> => {
    const { revision } = (await look()).case;
    const { status, body: reply } = await window.send('POST', path, { subjectId, expectedRevision: revision, ...body });
    const error = (reply as { error?: { reason: string; message: string } } | undefined)?.error;
    return { status, reply: reply as CommandReply, reason: error?.reason ?? 'ok', message: error?.message ?? '' };
  };
  const timepoint = async (index: number): Promise<string> => of((await look()).case, index);
  const drawn = (index: number, longMm: number, z = 3, shortMm: number | null = 2) => measured(series[index] ?? '', seriesNames[index] ?? '', z, longMm, shortMm);
  return {
    window, look, command, timepoint, drawn,
    /** Places a target at baseline; answers its id. */
    target: async (mm: number, organ = 'liver', z = 3, kind = 'nonNodal', shortMm: number | null = 2): Promise<string> =>
      (await command('/lesion/place', { timepointId: await timepoint(0), role: 'target', organ, kind, description: `seg ${z}`, assessment: drawn(0, mm, z, shortMm) })).reply.ids?.['lesionId'] ?? '',
    nonTarget: async (organ = 'bone'): Promise<string> =>
      (await command('/lesion/place', { timepointId: await timepoint(0), role: 'nonTarget', organ, kind: 'nonNodal', description: 'mixed', assessment: { state: 'status', status: 'present' } })).reply.ids?.['lesionId'] ?? '',
    newLesion: async (index: number, status: string, organ = 'lung'): Promise<string> =>
      (await command('/lesion/place', { timepointId: await timepoint(index), role: 'new', organ, kind: 'nonNodal', description: 'x', assessment: { state: 'newLesion', status } })).reply.ids?.['lesionId'] ?? '',
    record: async (lesionId: string, index: number, assessment: object) => command('/assessment/record', { lesionId, timepointId: await timepoint(index), assessment }),
    sign: async (index: number, password: string) => command('/timepoint/sign', { timepointId: await timepoint(index), meaning: 'assessed', password }),
    amend: async (index: number, reason: string) => command('/timepoint/amend', { timepointId: await timepoint(index), reason }),
    /** Answers every warning that waits for a reason. */
    answerAll: async (): Promise<void> => {
      const { findingKey } = await import('../../src/common/index.ts');
      for (;;) {
        const now = await look();
        const open = now.findings.find((one) => (one.acceptsReason ?? one.severity === 'warn') && one.severity !== 'info' && !now.case.checkReasons[findingKey(one)]);
        if (!open) return;
        await command('/check/give-reason', { findingKey: findingKey(open), reason: 'seen' });
      }
    },
  };
}
export type Reading = ReturnType<typeof readingAt>;

/** A workstation with accounts and a subject to read at one window. */
export async function oneReader(over: Parameters<typeof studyToRead>[1] = {}) {
  const stage = await withAccounts();
  const read = studyToRead(stage.b, over);
  return { ...stage, ...read, at: readingAt(stage.b, stage.first, read) };
}
