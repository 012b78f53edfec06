import { newLesionExclusions, type NewLesionExclusion } from '../../../src/casefile/index.ts';
import { Button, Mark } from '../../ui/index.ts';
import type { FindingStatus, LedgerEntry } from './ledgerModel.ts';
import { PreviewLine } from './PreviewLine.tsx';
import { lesionName } from './organs.ts';
import styles from './Ledger.module.css';

const statusNames: Readonly<Record<Exclude<FindingStatus, null>, string>> = { unequivocal: 'unequivocal', equivocal: 'equivocal', dismissed: 'dismissed', notEvaluable: 'not evaluable' };
const exclusionNames: Readonly<Record<NewLesionExclusion, string>> = { technique: 'Other technique', modality: 'Other modality', imageQuality: 'Better images', benign: 'Not tumour' };

export type LedgerActions = {
  readonly select: (lesionId: string) => void;
  readonly decide: (lesionId: string, as: 'unequivocal' | 'dismissed') => void;
  readonly lookBack: (lesionId: string) => void;
  /** What was ruled out before the lesion was called unequivocal. */
  readonly ruleOut: (lesionId: string, excluded: readonly NewLesionExclusion[]) => void;
};

function lookBackText({ lookBack, firstSeen, lesion }: LedgerEntry): string {
  if (!lookBack) return '';
  const { since } = lookBack;
  return since === null ? 'looked back, not visible before' : since.index === 0 ? `was there at ${since.label}` : firstSeen && lesion.placedAt !== firstSeen.id ? 'seen looking back' : '';
}

function Decide({ entry, actions }: { readonly entry: LedgerEntry; readonly actions: LedgerActions }) {
  return (
    <ul className={styles.answers} aria-label={`Decide ${entry.lesion.label}`}>
      {entry.consequences.map(({ as, preview }) => (
        <li key={as}>
          <Button small onClick={() => actions.decide(entry.lesion.id, as)} keys={as === 'unequivocal' ? 'read.unequivocal' : 'read.absent'}>{as === 'unequivocal' ? 'Unequivocal' : entry.lesion.role === 'new' ? 'Dismiss' : 'Present'}</Button>
          <PreviewLine preview={preview} />
        </li>
      ))}
    </ul>
  );
}

/** Four questions before unequivocal, pressed when the answer rules the explanation out. */
function RuledOut({ entry, excluded, onChange }: { readonly entry: LedgerEntry; readonly excluded: readonly NewLesionExclusion[]; readonly onChange: (excluded: readonly NewLesionExclusion[]) => void }) {
  return (
    <div className={styles.ruledOut} role="group" aria-label={`Ruled out for ${entry.lesion.label} (R-503)`}>
      <span>Ruled out</span>
      {newLesionExclusions.map((one) => {
        const isOn = excluded.includes(one);
        return <button key={one} type="button" aria-pressed={isOn} onClick={() => onChange(isOn ? excluded.filter((other) => other !== one) : [...excluded, one])}>{exclusionNames[one]}</button>;
      })}
    </div>
  );
}

type Props = { readonly entries: readonly LedgerEntry[]; readonly selectedId: string | null; readonly excludedOf: (lesionId: string) => readonly NewLesionExclusion[]; readonly mayChange: boolean; readonly actions: LedgerActions };

/** What may be new disease: first seen when, how sure, what each answer would change, and the way to look back. The selected one is open, and what waits for an answer. */
export function Ledger({ entries, selectedId, excludedOf, mayChange, actions }: Props) {
  if (entries.length === 0) return null;
  const open = entries.filter(({ isOpen }) => isOpen).length;
  return (
    <section className={styles.ledger} aria-label="New and equivocal findings">
      <h3 className="nd-section">New and equivocal findings<span>{open === 0 ? '' : `${open} to decide`}</span></h3>
      <ul>
        {entries.map((entry) => {
          const { lesion, firstSeen, status, isOpen, mayLookBack } = entry;
          const isSelected = lesion.id === selectedId;
          const looked = lookBackText(entry);
          return (
            <li key={lesion.id} data-selected={isSelected || undefined}>
              <div className={styles.line}>
                <button type="button" className={styles.name} onClick={() => actions.select(lesion.id)} aria-current={isSelected || undefined} aria-label={`${lesion.label} ${lesionName(lesion)}, ${status === null ? 'to assess' : statusNames[status]}, first seen ${firstSeen?.label ?? ''}`}>
                  <Mark label={lesion.label} role={lesion.role} />
                  <span><b>{lesionName(lesion)}</b><small><em data-status={status ?? 'open'}>{status === null ? 'to assess' : lesion.role === 'nonTarget' && status === 'dismissed' ? 'present' : statusNames[status]}</em>, first {firstSeen?.label ?? ''}{firstSeen?.scanDates.at(-1) ? `, ${firstSeen.scanDates.at(-1)}` : ''}{looked === '' ? '' : `, ${looked}`}</small></span>
                </button>
                {mayChange && mayLookBack && <Button small look="ghost" onClick={() => actions.lookBack(lesion.id)} keys={isSelected ? 'read.lookBack' : ''} aria-label={`Look back for ${lesion.label}`}>Look back</Button>}
              </div>
              {mayChange && isOpen && <Decide entry={entry} actions={actions} />}
              {mayChange && isSelected && lesion.role === 'new' && status === 'unequivocal' && <RuledOut entry={entry} excluded={excludedOf(lesion.id)} onChange={(excluded) => actions.ruleOut(lesion.id, excluded)} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
