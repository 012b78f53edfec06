/** `npm run build [-- --force]`: everything that is made before it runs. */
import { ensureBuilt } from './ensureBuilt.ts';

await ensureBuilt(['renderer', 'electron', 'guide'], { force: process.argv.includes('--force'), say: (line) => console.error(line) });
