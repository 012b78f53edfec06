import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FactImportOptions, FactPreview } from '../../src/api/wire.ts';
import { postJson } from '../backend.ts';

export type FactFile = { readonly name: string; readonly content: string };

/** A file as the host takes it. */
export async function factFile(file: File): Promise<FactFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return { name: file.name, content: btoa(text) };
}

/** Looks at a table of clinical facts, and stores it: all of it or nothing. */
export function useFactImport(studyId: string) {
  const client = useQueryClient();
  return useMemo(() => {
    const send = (path: string, { name, content }: FactFile, options: FactImportOptions) => postJson<FactPreview>(path, { studyId, fileName: name, content, options });
    return {
      preview: async (file: FactFile, options: FactImportOptions) => send('/api/facts/preview', file, options),
      store: async (file: FactFile, options: FactImportOptions) => {
        const done = await send('/api/facts/import', file, options);
        if (done.stored) await client.invalidateQueries();
        return done;
      },
    };
  }, [client, studyId]);
}
