import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { AdjudicationCase } from '../../../src/api/wire.ts';
import { decisionMeanings, type AdjudicationDecision, type AnonymousRead, type DecisionMeaning } from '../../../src/casefile/index.ts';
import { isNadirError } from '../../../src/common/index.ts';
import { useDecide, useSession } from '../../queries/index.ts';
import { Alert, Button, errorText, format, ResponseChip, useKeys, Words } from '../../ui/index.ts';
import { PasswordField } from '../signIn/index.ts';
import { meaningNames, outcomeText, type ReadName } from './words.ts';
import styles from './Decision.module.css';

type Props = { readonly found: AdjudicationCase; readonly chosen: ReadName | null; readonly onChoose: (read: ReadName | null) => void; readonly onDecided: (decided: AdjudicationCase) => void };

const shortHash = (hex: string): string => `${hex.slice(0, 12)}…${hex.slice(-4)}`;

/** What accepting a read makes the subject's result. */
function Effect({ read: { compared } }: { readonly read: AnonymousRead }) {
  return (
    <span className={styles.effect}>
      <span>best response {compared.bor ? <ResponseChip response={compared.bor} /> : 'none'}</span>
      <span>{compared.progressionDate == null ? 'no progression' : `progression ${compared.progressionDate}`}</span>
    </span>
  );
}

function Choices({ found, chosen, onChoose }: Pick<Props, 'found' | 'chosen' | 'onChoose'>) {
  const options = [{ name: 'A', read: found.reads.a }, { name: 'B', read: found.reads.b }] as const;
  return (
    <div className={styles.choices} role="group" aria-label="Accept one whole read">
      {options.map(({ name, read }) => (
        <button key={name} type="button" className={styles.choice} aria-pressed={chosen === name} onClick={() => onChoose(chosen === name ? null : name)}>
          <span className={styles.accept}>Accept read {name}<kbd aria-hidden="true">{name}</kbd></span>
          <Effect read={read} />
        </button>
      ))}
    </div>
  );
}

/** Reason, meaning and password for the read that was chosen. */
function Form({ found, chosen, onChoose, onDecided }: Props & { readonly chosen: ReadName }) {
  const name = useSession().data?.user?.name ?? '';
  const decide = useDecide();
  const [reason, setReason] = useState('');
  const [meaning, setMeaning] = useState<DecisionMeaning>('adjudicated');
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  useEffect(() => { field.current?.focus(); }, [chosen]);
  const missing = isBusy ? 'Signing' : reason.trim() === '' ? 'Reason is missing' : password === '' ? 'Password is missing' : null;
  const sign = async (): Promise<void> => {
    if (missing !== null) return;
    setBusy(true);
    setRefusal(null);
    try {
      onDecided(await decide({ subjectId: found.subjectId, accepted: chosen, reason: reason.trim(), basis: found.basis, meaning, password }));
    } catch (error) {
      setBusy(false);
      setPassword('');
      setRefusal(error);
    }
  };
  useKeys([{ id: 'adjudicate.sign', key: 'Ctrl+Enter', label: 'sign the decision', scope: 'Adjudicate', status: 5, inFields: true, run: () => void sign() }]);
  const read = found.reads[chosen === 'A' ? 'a' : 'b'];
  return (
    <form className={styles.form} aria-label={`Accept read ${chosen}`} onSubmit={(event) => { event.preventDefault(); void sign(); }}>
      <p className={styles.statement}><Words text={`I have seen both reads whole and accept read ${chosen}. The result of ${found.code} becomes ${outcomeText({ bor: read.compared.bor ?? null, progressionDate: read.compared.progressionDate ?? null })}.`} /></p>
      <div className={styles.field}>
        <label htmlFor={`${id}-reason`} className="nd-section">Reason</label>
        <textarea ref={field} id={`${id}-reason`} rows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === 'Escape') { event.preventDefault(); onChoose(null); } }} />
      </div>
      <div className={styles.pair}>
        <div className={styles.field}>
          <label htmlFor={`${id}-meaning`} className="nd-section">Meaning</label>
          <select id={`${id}-meaning`} value={meaning} onChange={(event) => setMeaning(event.currentTarget.value as DecisionMeaning)}>{decisionMeanings.map((one) => <option key={one} value={one}>{meaningNames[one]}</option>)}</select>
        </div>
        <PasswordField label="Password" value={password} onChange={setPassword} wrong={isNadirError(refusal) && refusal.reason === 'wrongPassword'} />
      </div>
      {refusal !== null && <Alert severity="block" title={errorText(refusal)} live />}
      <p className={styles.hash}><span>{name}</span><span title={found.basis}>sha256 {shortHash(found.basis)}</span></p>
      <div className={styles.foot}>
        <Button look="ghost" onClick={() => onChoose(null)}>Cancel</Button>
        <span className={styles.missing} role="status">{missing ?? ''}</span>
        <Button look="primary" type="submit" keys="adjudicate.sign" disabledReason={missing} reasonElsewhere>Sign</Button>
      </div>
    </form>
  );
}

/** The decision that holds, and what ends it. */
function Decided({ found, decision }: { readonly found: AdjudicationCase; readonly decision: AdjudicationDecision }) {
  return (
    <section className={styles.decided} aria-label="Decision">
      <h2 className="nd-title"><IconCircleCheck size={16} stroke={1.75} aria-hidden="true" />Read {decision.accepted} accepted</h2>
      <p>The result of {found.code}: {outcomeText(decision.outcome)}.</p>
      <p className={styles.reason}>{decision.reason}</p>
      <dl>
        <div><dt>Name</dt><dd>{decision.by}</dd></div>
        <div><dt>Meaning</dt><dd>{meaningNames[decision.meaning]}</dd></div>
        <div><dt>Time</dt><dd>{format.localMinute(decision.at)}</dd></div>
      </dl>
      <p className={styles.hash}><span title={decision.basis}>sha256 {shortHash(decision.basis)}</span><span>round {decision.round}</span></p>
      <p className={styles.after}>When a reader amends a timepoint, both reads are compared again once it is signed; if they still differ, the case comes back (R-J08).</p>
    </section>
  );
}

/** Accepts one whole read, or shows the decision that holds. */
export function Decision(props: Props) {
  const { found, chosen, onChoose } = props;
  const last = found.decisions.at(-1);
  const isDue = found.state === 'due';
  useKeys([
    { id: 'adjudicate.acceptA', key: 'A', label: 'accept read A', scope: 'Adjudicate', status: 50, enabled: isDue, run: () => onChoose('A') },
    { id: 'adjudicate.acceptB', key: 'B', label: 'accept read B', scope: 'Adjudicate', status: 51, enabled: isDue, run: () => onChoose('B') },
  ]);
  if (!isDue) return last ? <Decided found={found} decision={last} /> : null;
  return (
    <div className={styles.decision}>
      <Choices found={found} chosen={chosen} onChoose={onChoose} />
      {chosen !== null && <Form {...props} chosen={chosen} />}
    </div>
  );
}
