import { IconNotEqual } from './icons.tsx';
import type { AdjudicationCase } from '../../../src/api/wire.ts';
import type { LesionRole } from '../../../src/casefile/index.ts';
import { Alert, Mark, responseColour, Words, format } from '../../ui/index.ts';
import { lesionOf } from '../lesions/index.ts';
import { comparedRows, nameOf, notesOf, sides, type ComparedRow } from './compareModel.ts';
import type { CaseView } from './useCaseView.ts';
import { outcomeText } from './words.ts';
import styles from './WhyPanel.module.css';

const isCategory = (row: ComparedRow): boolean => row.variable === 'bor';

function Value({ row, text }: { readonly row: ComparedRow; readonly text: string }) {
  const colour = isCategory(row) && text !== 'none' ? responseColour(text as never) : '';
  return <td className={colour} data-differs={row.differs || undefined}>{text}</td>;
}

/** The variables of both reads; those that differ and count send the case here (R-J04, R-J05). */
function Compared({ found }: { readonly found: AdjudicationCase }) {
  const rows = comparedRows(found);
  return (
    <table className={styles.compared} aria-label="Compared">
      <thead><tr><th scope="col">Compared</th><th scope="col">Read A</th><th scope="col">Read B</th></tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.variable} data-counts={row.counts || undefined} data-differs={(row.differs && row.counts) || undefined}>
            <th scope="row">{row.differs && row.counts && <IconNotEqual />}{row.name}{row.differs && row.counts && <span className="nd-hidden"> differs</span>}{!row.counts && <span className="nd-hidden"> not compared by the protocol</span>}</th>
            <Value row={row} text={row.a} /><Value row={row} text={row.b} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Lesions({ found, difference }: { readonly found: AdjudicationCase; readonly difference: AdjudicationCase['differences'][number] }) {
  const marks = sides.flatMap((side) => difference.lesions[side].flatMap((id): readonly { readonly key: string; readonly read: string; readonly label: string; readonly role: LesionRole }[] => {
    const lesion = lesionOf(found.reads[side].case, id);
    return lesion ? [{ key: `${side}${id}`, read: nameOf(side), label: lesion.label, role: lesion.role }] : [];
  }));
  if (marks.length === 0) return null;
  return <span className={styles.marks}>{marks.map(({ key, read, label, role }) => <span key={key} className={styles.mark}><small>{read}</small><Mark label={label} role={role} /></span>)}</span>;
}

/** Why the reads differ, each with its lesions; a click goes there in both. */
function Differences({ found, view }: { readonly found: AdjudicationCase; readonly view: CaseView }) {
  return (
    <section className={styles.section} aria-label="Why they differ">
      <h2 className="nd-section">Why they differ<span>{found.differences.length > 1 ? format.counted(found.differences.length, 'reason') : ''}</span></h2>
      {found.differences.length === 0 && <p className={styles.nothing}>No lesion and no timepoint explains it: {found.sentence}</p>}
      <ol className={styles.differences}>
        {found.differences.map((difference, index) => (
          <li key={difference.sentence}>
            <button type="button" className={styles.difference} aria-current={view.difference === index || undefined} onClick={() => view.showDifference(index)}>
              <span className={styles.sentence}><Words text={difference.sentence} /></span>
              <Lesions found={found} difference={difference} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What each reader wrote down: responses assigned by hand, justifications, answers to checks, amendments. */
function Notes({ found }: { readonly found: AdjudicationCase }) {
  const notes = sides.map((side) => ({ side, notes: notesOf(found.reads[side]) })).filter((one) => one.notes.length > 0);
  if (notes.length === 0) return null;
  return (
    <section className={styles.section} aria-label="What the readers wrote">
      <h2 className="nd-section">What the readers wrote</h2>
      {notes.map(({ side, notes: own }) => (
        <div key={side} className={styles.notes}>
          <h3>Read {nameOf(side)}</h3>
          <ul>{own.map((note, index) => <li key={index}><b>{note.at}</b> {note.what}: {note.text}</li>)}</ul>
        </div>
      ))}
    </section>
  );
}

/** Earlier rounds: what was decided, and that a read has changed since (R-J08). */
function Earlier({ found }: { readonly found: AdjudicationCase }) {
  const earlier = found.state === 'decided' ? found.decisions.slice(0, -1) : found.decisions;
  if (earlier.length === 0) return null;
  const last = earlier.at(-1);
  return (
    <section className={styles.section} aria-label="Earlier decisions">
      {found.state === 'due' && last && (
        <Alert severity="warn" id="R-J08" title="Decided before, and a read has changed since">The readers still differ: decide again. The earlier decision does not hold.</Alert>
      )}
      <ol className={styles.rounds}>
        {earlier.map((one) => <li key={one.round}><b>Round {one.round}</b> read {one.accepted} accepted by {one.by}, {format.localMinute(one.at)}; {outcomeText(one.outcome)}. {one.reason}</li>)}
      </ol>
    </section>
  );
}

/** The comparison in words. */
export function WhyPanel({ found, view }: { readonly found: AdjudicationCase; readonly view: CaseView }) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Comparison">
      <Compared found={found} />
      <Earlier found={found} />
      <Differences found={found} view={view} />
      <Notes found={found} />
    </div>
  );
}
