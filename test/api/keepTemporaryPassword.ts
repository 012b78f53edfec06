import { v7 as uuidv7 } from 'uuid';
import type { Json } from '../../src/common/index.ts';
import { recordOccurrence } from '../../src/services/accounts/trail.ts';
import type { ServiceDeps } from '../../src/services/context.ts';
import { createSealing } from '../../src/services/sealing.ts';
import type { Store } from '../../src/store/index.ts';

/** A person goes on with the temporary password: told in the trail as a change of it is, without the time that hashing another takes. */
export function keepTemporaryPassword(store: Store, accountId: string): void {
  const credential = store.accounts.credential(accountId);
  if (!credential) throw new Error(`account ${accountId} has no password`);
  const deps: ServiceDeps = { store, clock: { nowIso: () => credential.changedAt, monotonicMs: () => 0 }, newId: uuidv7, programVersion: '0.0.0-test', notify: () => undefined };
  store.write(() => {
    const sealing = createSealing(deps);
    sealing.around([['credential', accountId]], () => store.accounts.putCredential({ ...credential, mustChange: false }));
    recordOccurrence(deps, null, { kind: 'PasswordChanged', what: 'Temporary password kept', facts: { accountId, sealed: (sealing.rows() ?? {}) as unknown as Json } });
  });
}
