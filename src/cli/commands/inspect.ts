/** `nadir inspect`: what files hold, without importing them. */
import path from 'node:path';
import { inspectFiles } from '../../host/index.ts';
import type { Shared } from '../main.ts';
import { print, printJson, type ExitStatus } from '../output.ts';

type Options = Shared & { pixels?: boolean };

export async function inspect(paths: readonly string[], options: Options): Promise<ExitStatus> {
  const files = await inspectFiles(paths.map((name) => path.resolve(name)), { pixels: options.pixels ?? false });
  if (options.json) printJson(files);
  else print(files.map((file) => (file.opens ? `${file.path}\t${file.modality ?? ''}\t${file.columns ?? '?'} × ${file.rows ?? '?'}\t${file.transferSyntax ?? ''}` : `${file.path}\t${file.code}\t${file.reason}`)).join('\n'));
  return files.every((file) => file.opens) ? 0 : 1;
}
