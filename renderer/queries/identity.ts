import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { KeyListExport, KeyListStatus, QuarantinedSeries } from '../../src/api/wire.ts';
import { getJson, postJson } from '../backend.ts';
import { useMay } from './accounts.ts';
import { queryKeys } from './keys.ts';

/** Whether the study has a key list and whether it is open; undefined for who may not know. */
export function useKeyStatus(studyId: string | null, isWanted: boolean): KeyListStatus | undefined {
  const may = useMay();
  return useQuery({
    queryKey: queryKeys.keyStatus(studyId ?? ''), queryFn: ({ signal }) => getJson<KeyListStatus>('/api/keys/status', { study: studyId }, signal),
    enabled: studyId !== null && isWanted && may('GET /keys/status'), retry: false,
  }).data;
}

export type KeyCommands = {
  /** Errors: refused wrongPassphrase; storage. */
  unlock(passphrase: string): Promise<void>;
  lock(): Promise<void>;
  /** Null: the key file. Errors: refused keysLocked; invalid weakPassphrase. */
  protect(passphrase: string | null): Promise<void>;
  /** Errors: invalid enrolmentList. */
  loadEnrolment(csv: string): Promise<void>;
  export(): Promise<KeyListExport>;
  /** Errors: refused notConfirmed. */
  destroy(confirm: string): Promise<void>;
};

/** What a data manager does with the key list of a study. */
export function useKeyCommands(studyId: string): KeyCommands {
  const client = useQueryClient();
  return useMemo(() => {
    const command = async (path: string, body: object): Promise<void> => {
      client.setQueryData(queryKeys.keyStatus(studyId), await postJson<KeyListStatus>(`/api/keys/${path}`, { studyId, ...body }));
    };
    return {
      unlock: (passphrase) => command('unlock', { passphrase }),
      lock: () => command('lock', {}),
      protect: (passphrase) => command('protect', { passphrase }),
      loadEnrolment: (csv) => command('load-enrolment', { csv }),
      export: () => postJson<KeyListExport>('/api/keys/export', { studyId }),
      destroy: (confirm) => command('destroy', { confirm }),
    };
  }, [client, studyId]);
}

/** Images held until somebody has looked at them. */
export function useQuarantine(studyId: string | null) {
  const may = useMay();
  return useQuery({
    queryKey: queryKeys.quarantine(studyId ?? ''), queryFn: ({ signal }) => getJson<QuarantinedSeries[]>('/api/quarantine/list', { study: studyId }, signal),
    enabled: studyId !== null && may('GET /quarantine/list'), retry: false,
  });
}

/** Takes a held series in, or throws it away; the reason is recorded. */
export function useDecideQuarantine(studyId: string): (key: string, decision: 'release' | 'discard', reason: string) => Promise<void> {
  const client = useQueryClient();
  return async (key, decision, reason) => {
    try {
      await postJson(`/api/quarantine/${decision}`, { studyId, key, reason });
    } finally {
      await Promise.all([queryKeys.quarantine(studyId), queryKeys.unassigned(studyId)].map((queryKey) => client.invalidateQueries({ queryKey })));
    }
  };
}
