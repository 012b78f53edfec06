/** One person at a window of the crash test: knows where the study stands only from the host's answers, and writes down what the host has answered for. */
import type { CommandReply, SubjectCaseReply, WireError } from '../../src/api/wire.ts';
import { HostGone, type CrashHost, type Jar } from './host.ts';
import { countAnswered, type Ledger } from './ledger.ts';

export const credentials = { username: 'ada', password: 'lamp river window 7' } as const;

export type Said<T> = { readonly status: number; readonly body: T; readonly reason: string; readonly message: string };

export type Person = {
  get<T>(path: string): Promise<Said<T>>;
  post<T>(path: string, body?: unknown): Promise<Said<T>>;
  put(path: string, bytes: Uint8Array): Promise<Said<unknown>>;
  /** A command on a subject with the revision that was last seen; its answer goes into the ledger. */
  command(subjectId: string, path: string, body: object): Promise<Said<CommandReply>>;
};

export function personAt(host: CrashHost, jar: Jar, ledger: Ledger): Person {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<Said<T>> => {
    try {
      const { status, text } = await host.send(jar, method, path, body);
      const parsed = (text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : undefined) as T;
      const error = (parsed as Partial<WireError> | undefined)?.error;
      if (method === 'POST' && status < 300) countAnswered(ledger, path);
      return { status, body: parsed, reason: error?.reason ?? 'ok', message: error?.message ?? '' };
    } catch (cause) {
      if (cause instanceof HostGone && method !== 'GET') ledger.unanswered += 1;
      throw cause;
    }
  };
  const caseOf = async (subjectId: string): Promise<SubjectCaseReply> => (await ask<SubjectCaseReply>('GET', `/subject/${subjectId}/case`)).body;
  return {
    get: (path) => ask('GET', path), post: (path, body) => ask('POST', path, body ?? {}), put: (path, bytes) => ask('PUT', path, bytes),
    async command(subjectId, path, body) {
      const { revision } = (await caseOf(subjectId)).case;
      const said = await ask<CommandReply>('POST', path, { subjectId, expectedRevision: revision, ...body });
      if (said.status === 200) {
        ledger.subjects.set(subjectId, { revision: said.body.case.revision, case: said.body.case });
        for (const off of Object.values(said.body.case.signOffs)) if (off.signed) ledger.signatures.add(off.signed.contentHash);
      }
      return said;
    },
  };
}
