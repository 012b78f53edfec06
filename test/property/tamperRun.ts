/** `npm run tamper [-- CASES [SEED]]`: the tamper test with as many random cases as wanted, half of them rows, half of them single bits, a tenth as many of stored files. Prints what was missed; exit 1 then. */
import { byteCases, rowCases } from './tamperCases.ts';
import { fileCases } from './tamperFiles.ts';
import { filledDatabase } from './tampering.ts';

const [cases = '20000', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
const half = Math.ceil(Number(cases) / 2);
const started = performance.now();
const image = await filledDatabase();
console.log(`Database of ${(image.length / 1024).toFixed(0)} kB, seed ${seed}`);
const rows = await rowCases(image, half, Number(seed));
console.log(`Rows: ${rows.tried} altered, removed, put in or swapped; ${rows.tried - rows.missed.length} found and named.`);
const bytes = await byteCases(image, half, Number(seed));
console.log(`Bits: ${half} turned over; ${bytes.found} found and located, ${bytes.harmless} where a page has nothing, ${bytes.missed.length} missed.`);
const files = await fileCases(Math.ceil(half / 5), Number(seed));
console.log(`Stored files: ${Math.ceil(half / 5)} altered, removed or swapped; ${files.found} found and named.`);
for (const line of [...rows.missed, ...bytes.missed, ...files.missed].slice(0, 50)) console.log(line);
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);
process.exit(rows.missed.length + bytes.missed.length + files.missed.length > 0 ? 1 : 0);
