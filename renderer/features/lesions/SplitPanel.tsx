import { IconX } from '@tabler/icons-react';
import type { Lesion, NotEvaluableReason, SplitPart } from '../../../src/casefile/index.ts';
import { Button, IconButton } from '../../ui/index.ts';
import { fragmentText } from './stateWords.ts';
import { notEvaluableReasons } from './words.ts';
import styles from './PlacementPanel.module.css';

export type SplitActions = {
  /** The next calliper drawn is this fragment's. */
  readonly draw: (index: number) => void;
  readonly give: (index: number, part: SplitPart) => void;
  /** Takes a fragment away; the last two left become one lesion again. */
  readonly take: (index: number) => void;
  readonly more: () => void;
  readonly done: () => void;
};
/** A part has no note of its own: "other reason" is for the whole lesion. */
const partReasons = notEvaluableReasons.filter(({ value }) => value !== 'other');
type Props = { readonly lesion: Lesion; readonly parts: readonly SplitPart[]; readonly count: number; /** Index of the fragment under the pen. */ readonly drawing: number | null; readonly actions: SplitActions };

/** The fragments of a lesion, each with its own calliper or state; what is given is recorded at once. */
export function SplitPanel({ lesion, parts, count, drawing, actions }: Props) {
  const slots = Array.from({ length: Math.max(2, count, parts.length) }, (_, index) => parts[index]);
  return (
    <section className={styles.panel} aria-label={`Parts of ${lesion.label}`}>
      <div className={styles.head}><h2>{lesion.label}</h2><span>split in {slots.length} parts, measured each</span><span className={styles.end}>R-210</span></div>
      <ul className={styles.parts}>
        {slots.map((part, index) => {
          const name = `Part ${index + 1}`;
          // Parts are given in order: one after a gap has no place yet.
          const later = index > parts.length ? `Part ${parts.length + 1} first` : undefined;
          return (
            <li key={name} data-open={part === undefined || undefined} data-drawing={drawing === index || undefined}>
              <b>{name}</b>
              <span>{drawing === index ? 'draw it' : part ? fragmentText(lesion, part) : 'open'}</span>
              <Button small look={part === undefined && later === undefined ? 'secondary' : 'ghost'} disabledReason={later} reasonElsewhere aria-label={`Draw part ${index + 1}`} onClick={() => actions.draw(index)}>{part?.state === 'measured' ? 'Redraw' : 'Draw'}</Button>
              <Button small look="ghost" disabledReason={later} reasonElsewhere aria-label={`Part ${index + 1} too small`} onClick={() => actions.give(index, { state: 'tooSmall' })}>Too small</Button>
              <Button small look="ghost" disabledReason={later} reasonElsewhere aria-label={`Part ${index + 1} absent`} onClick={() => actions.give(index, { state: 'absent' })}>Absent</Button>
              <select
                className={styles.partReason} aria-label={`Part ${index + 1} not evaluable`} title={later ?? 'Not evaluable, with the reason'} disabled={later !== undefined} value=""
                onChange={(event) => { if (event.currentTarget.value !== '') actions.give(index, { state: 'notEvaluable', reason: event.currentTarget.value as NotEvaluableReason }); }}
              >
                <option value="">NE</option>
                {partReasons.map(({ value, label }) => <option key={value} value={value}>NE {label.toLowerCase()}</option>)}
              </select>
              <IconButton label={`Remove part ${index + 1}`} disabled={part === undefined} onClick={() => actions.take(index)}><IconX size={14} stroke={1.75} /></IconButton>
            </li>
          );
        })}
      </ul>
      <div className={styles.actions}><Button small onClick={actions.more}>Add part</Button><Button small look="ghost" keys="Escape" onClick={actions.done}>Close</Button></div>
    </section>
  );
}
