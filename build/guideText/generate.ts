/** `npm run guide:generate [-- NAME …]`: writes the pages that are made from the program into build/guide. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { generatedPages } from './index.ts';

const wanted = process.argv.slice(2);
for (const [name, make] of Object.entries(generatedPages)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const file = path.resolve(import.meta.dirname, '../guide', `${name}.md`);
  writeFileSync(file, await make());
  console.log(path.relative(process.cwd(), file));
}
