/** `npm run crash [-- KILLS]`: 200 kills unless said otherwise. Exit status 1 when anything was lost, half-written, left over or had to be repaired. */
import { rehearseMigrations } from './migrating.ts';
import { rehearse } from './rehearsal.ts';

const kills = Number(process.argv[2] ?? 200);
const begun = performance.now();
const { rounds, facts, answered, unanswered } = await rehearse({ kills, longestMs: 5000, say: ({ number, afterMs, answered: count, faults }) => {
  if (faults.length > 0 || number % 20 === 0) console.log(`${String(number).padStart(4)}  killed after ${String(afterMs).padStart(4)} ms, ${count} commands answered${faults.length > 0 ? `\n      ${faults.slice(0, 12).join('\n      ')}` : ''}`);
} });
const formats = await rehearseMigrations(Math.ceil(kills / 10));
console.log(`${Math.ceil(kills / 10)} kills while an old database was brought to today's format: ${formats.length === 0 ? 'all opened whole' : formats.join(', ')}.`);
const bad = rounds.filter(({ faults }) => faults.length > 0).length;
console.log(`\n${rounds.length} kills in ${Math.round((performance.now() - begun) / 1000)} s; ${unanswered} commands cut off. Rounds with a fault: ${bad}.`);
console.table({ ...facts });
console.table(answered);
process.exitCode = bad + formats.length > 0 ? 1 : 0;
