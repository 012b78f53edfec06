import { useState } from 'react';
import type { SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import type { SubjectCommands } from '../../queries/index.ts';
import { Button, ResponseChip, Words } from '../../ui/index.ts';
import { OverrideForm } from './OverrideForm.tsx';
import { derivation, type Component, type DerivationRow } from './reviewModel.ts';
import styles from './Derivation.module.css';

type Category = Parameters<typeof ResponseChip>[0]['response'];
const newLesionWords: Readonly<Record<string, string>> = { none: 'none', equivocal: 'equivocal', unequivocal: 'unequivocal', notEvaluable: 'NE' };

function Value({ row, isSigned }: { readonly row: DerivationRow; readonly isSigned: boolean }) {
  if (row.component === 'newLesion') return newLesionWords[row.value] ?? row.value;
  const chip = <ResponseChip response={row.value as Category} provisional={!isSigned} />;
  return row.computed === null ? chip : <span className={styles.assigned} title={`Computed ${row.computed}`}>{chip}</span>;
}

type Props = { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly result: SubjectResult | null; readonly isSigned: boolean; /** Null: locked. */ readonly commands: Pick<SubjectCommands, 'override' | 'reviseCr'> | null };

/** A CR that was revised to PR here, with the way back. */
function Revised({ subject, timepoint, commands }: Pick<Props, 'subject' | 'timepoint' | 'commands'>) {
  if (!subject.revisedCr.includes(timepoint.id)) return null;
  return (
    <p className={styles.note}>Read CR, revised to PR: residual disease had been present (R-623).
      {commands && <Button small look="ghost" onClick={() => void commands.reviseCr({ timepointId: timepoint.id, revised: false, reason: '' })}>Back to CR</Button>}
    </p>
  );
}

/** How the response follows: target, non-target, new lesion, overall, each with the rule that decided it; where a reader assigns another category. */
export function Derivation({ subject, timepoint, result, isSigned, commands }: Props) {
  const [editing, setEditing] = useState<Component | null>(null);
  const rows = derivation(result, timepoint);
  const at = result?.timepoints.find((candidate) => candidate.id === timepoint.id);
  if (rows.length === 0 || !at) return null;
  return (
    <section className={styles.section} aria-label="How the response follows">
      <div className={styles.head}>
        <h3 className="nd-section">How the response follows</h3>
        {commands && editing === null && <Button small look="ghost" onClick={() => setEditing('overall')}>Assign another…</Button>}
      </div>
      <dl className={styles.rows}>
        {rows.map((row) => (
          <div key={row.component} data-overall={row.component === 'overall' || undefined}>
            <dt>{row.name}</dt>
            <dd className={styles.value}><Value row={row} isSigned={isSigned} /></dd>
            <dd className={styles.why}>
              {row.computed !== null && <span className={styles.computed}>Computed <b>{row.computed}</b>{row.assigned === null ? ', follows from what was assigned' : ''}. </span>}
              <Words text={row.why} />
            </dd>
            <dd className={styles.rule}>{row.rule}</dd>
          </div>
        ))}
      </dl>
      <Revised subject={subject} timepoint={timepoint} commands={commands} />
      {commands && editing !== null && <OverrideForm subject={subject} result={result} timepoint={timepoint} at={at} component={editing} onComponent={setEditing} onAssign={(body) => commands.override({ timepointId: timepoint.id, ...body })} onClose={() => setEditing(null)} />}
    </section>
  );
}
