import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** argon2id, the second recommended option of RFC 9106, section 4: 64 MiB, 3 passes, 4 lanes. (2 is Algorithm.Argon2id; the package's const enum has no value at run time.) */
const cost = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 4 } as const;

/** The same password typed on another keyboard or system is the same bytes. */
const bytesOf = (password: string): string => password.normalize('NFKC');

/** One at a time: each takes 64 MiB, and nobody gets more guesses by sending them together. */
let turn: Promise<unknown> = Promise.resolve();
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.catch(() => undefined).then(work);
  turn = mine;
  return mine;
}

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(bytesOf(password), cost));

let noAccount: Promise<string> | null = null;

/**
 * Whether the password is the one of the hash. Null stands for no such account and takes as long as any other. `before` runs when its turn has come and may refuse;
 * `after` is told the answer before the next turn begins, so that attempts are counted one by one.
 */
export function verifyHash(password: string, stored: string | null, { before, after }: { readonly before: () => void; readonly after: (matches: boolean) => void }): Promise<boolean> {
  return inTurn(async () => {
    before();
    noAccount ??= hash('no account has this password', cost);
    const against = stored ?? (await noAccount);
    const matches = (await verify(against, bytesOf(password))) && stored !== null;
    after(matches);
    return matches;
  });
}

/** Without the letters and digits that are taken for one another. */
const readable = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to be read out and used once: four groups of four, 79 bits. */
export const temporaryPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => readable[randomInt(readable.length)]).join('')).join('-');
