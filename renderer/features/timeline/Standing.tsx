import type { Confirmation, ConfirmationState } from '../../../src/casefile/index.ts';
import { Alert, format, Words } from '../../ui/index.ts';
import { confirmedDate, outcomeWords } from './words.ts';
import styles from './Standing.module.css';

const said = (one: Confirmation): string => `${outcomeWords(confirmedDate(one), one.upTo.label)} by ${one.by} on ${format.localMinute(one.at)}`;

function Changes({ state, last }: { readonly state: ConfirmationState; readonly last: Confirmation }) {
  const by = state.changedBy.map(({ by: who, at, what, reason }) => `${who} ${format.localMinute(at)}: ${what}${reason === null ? '' : ` (${reason})`}`);
  return (
    <Alert severity="warn" title={`Was confirmed as ${said(last)}`}>
      <Words text={`Confirm again: ${state.changes.join('; ')}.`} />
      {by.length > 0 && <ul className={styles.acts} aria-label="Changed by">{by.map((text) => <li key={text}>{text}</li>)}</ul>}
    </Alert>
  );
}

/** Where the confirmation stands: signed as what by whom, what changed since, and every earlier one. */
export function Standing({ state }: { readonly state: ConfirmationState }) {
  const last = state.history.at(-1);
  if (!last) return null;
  const earlier = state.history.slice(0, -1).toReversed();
  return (
    <section className={styles.standing} aria-label="Confirmation">
      {state.state === 'reopened' ? <Changes state={state} last={last} /> : (
        <p className={styles.confirmed}><b>Confirmed</b>{last.read === 'central' && ' central read,'} {said(last)} <span className="nd-code nd-3" title={`sha256 ${last.contentHash}, rules ${last.engineVersion}`}>{last.contentHash.slice(0, 8)}</span></p>
      )}
      {last.chosen !== null && <p className={styles.chosen}><Words text={`The rules give ${outcomeWords(last.outcome.progression?.date ?? null, last.upTo.label)}. Reason: ${last.chosen.reason}`} /></p>}
      {state.state === 'confirmed' && state.readSince.length > 0 && <p className="nd-small nd-3">Read since: {state.readSince.join(', ')}. The date stands.</p>}
      {earlier.length > 0 && <details className={styles.earlier}><summary>{format.counted(earlier.length, 'earlier confirmation')}</summary><ul>{earlier.map((one) => <li key={one.number}>{said(one)}{one.chosen === null ? '' : `. ${one.chosen.reason}`}</li>)}</ul></details>}
    </section>
  );
}
