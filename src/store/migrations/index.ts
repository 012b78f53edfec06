import { initial } from './0001-initial.ts';
import { reads } from './0002-reads.ts';
import { accounts } from './0003-accounts.ts';
import { worklist } from './0004-worklist.ts';
import { visitNumbers } from './0005-visitNumbers.ts';
import { trail } from './0006-trail.ts';
import type { Migration } from './migration.ts';

/** Every step, in order of its number. */
export const migrations: readonly Migration[] = [initial, reads, accounts, worklist, visitNumbers, trail];
