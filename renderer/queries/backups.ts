import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BackupOverview, BackupPlan, BackupState, JobStatus } from '../../src/api/wire.ts';
import { getJson, postJson } from '../backend.ts';
import { useMay } from './accounts.ts';
import { queryKeys } from './keys.ts';

/** Not everybody hears of jobs. */
const askAgainMs = 300_000;

/** Whether backups are made; for everybody who works here. */
export function useBackupState() {
  const may = useMay();
  return useQuery({ queryKey: queryKeys.backupState, queryFn: ({ signal }) => getJson<BackupState>('/api/backups/state', {}, signal), enabled: may('GET /backups/state'), refetchInterval: askAgainMs, retry: false });
}

/** Where backups go and what is there; for whoever sets the workstation up. */
export function useBackups() {
  const may = useMay();
  return useQuery({ queryKey: queryKeys.backupOverview, queryFn: ({ signal }) => getJson<BackupOverview>('/api/backups', {}, signal), enabled: may('GET /backups') });
}

export type BackupCommands = {
  /** Errors: refused backupPlace, backupRunning. */
  setPlan(plan: BackupPlan): Promise<void>;
  run(): Promise<JobStatus>;
};

export function useBackupCommands(): BackupCommands {
  const client = useQueryClient();
  return useMemo(() => ({
    async setPlan(plan) {
      client.setQueryData(queryKeys.backupOverview, await postJson<BackupOverview>('/api/backups/plan', plan));
      await Promise.all([queryKeys.backups, queryKeys.session].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    async run() {
      const job = await postJson<JobStatus>('/api/backups/run');
      client.setQueryData(queryKeys.job(job.id), job);
      await client.invalidateQueries({ queryKey: queryKeys.backups });
      return job;
    },
  }), [client]);
}
