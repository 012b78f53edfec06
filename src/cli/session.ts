/** Opens the data folder beside a window that may be in use, and closes it whatever happens. */
import { chosenDataFolder, openCore, type Core } from '../host/index.ts';
import type { Shared } from './main.ts';

/** `keys`: folder of the key lists of studies that de-identify. */
export async function withCore<T>(options: Shared & { readonly keys?: string }, work: (core: Core) => Promise<T> | T): Promise<T> {
  const core = openCore(chosenDataFolder(options.data), { exclusive: false, keysFolder: options.keys });
  try {
    return await work(core);
  } finally {
    core.store.close();
  }
}
