/** `npm run build:renderer [-- --force] [-- --bench]`: builds the window's pages when their sources changed. */
import { ensureBuilt } from './ensureBuilt.ts';

const parts = process.argv.includes('--bench') ? (['bench'] as const) : (['renderer'] as const);
await ensureBuilt(parts, { force: process.argv.includes('--force'), say: (line) => console.error(line) });
