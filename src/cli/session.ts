/** Opens the data folder beside a window that may be in use, and closes it whatever happens. */
import { chosenDataFolder, openCore, type Core } from '../host/index.ts';
import type { Shared } from './main.ts';

export async function withCore<T>(options: Shared, work: (core: Core) => Promise<T> | T): Promise<T> {
  const core = openCore(chosenDataFolder(options.data), { exclusive: false });
  try {
    return await work(core);
  } finally {
    core.store.close();
  }
}
