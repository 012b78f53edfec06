/** `npm run guide [-- DIR]`: the guide as static pages in dist/guide (or DIR). */
import path from 'node:path';
import { buildGuide } from './buildGuide.ts';

const [folder] = process.argv.slice(2);
buildGuide(folder === undefined ? undefined : path.resolve(folder));
