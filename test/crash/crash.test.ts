/** The short form of `npm run crash`: the host is killed a few times during reading, signing, importing and exporting. */
import { expect, test } from 'vitest';
import { rehearseMigrations } from './migrating.ts';
import { rehearse } from './rehearsal.ts';

test('kill -9 of the host at random moments, eight times: nothing answered is lost, nothing is half-written, nothing needs repair, nothing stays behind', async () => {
  const { rounds, facts } = await rehearse({ kills: 8, longestMs: 1000 });
  expect(rounds.flatMap(({ number, faults }) => faults.map((fault) => `round ${number}: ${fault}`))).toEqual([]);
  expect(rounds).toHaveLength(8);
  // Not a test of an idle host.
  expect(facts['images']).toBeGreaterThan(0);
  expect(facts['subjects read']).toBeGreaterThan(0);
}, 240_000);

test('kill -9 while an old database is brought to today’s format: it opens whole, and what is called a backup is one', async () => {
  expect(await rehearseMigrations(3)).toEqual([]);
});
