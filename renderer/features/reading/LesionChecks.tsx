import { memo, useState } from 'react';
import { isLocked, type Lesion } from '../../../src/casefile/index.ts';
import { findingKey, type Finding } from '../../../src/common/index.ts';
import { useReading } from '../../state/index.ts';
import { Alert, Button, splitSentence } from '../../ui/index.ts';
import { findingsAbout, lesionOf, ReasonField, windowFindings } from '../lesions/index.ts';
import { withoutLabel } from '../response/index.ts';
import { remediesOf } from './remedies.ts';
import type { Reader } from './useReader.ts';
import styles from './RightPanel.module.css';

/** Said by other parts of the panel: the table's dashed boxes, the state line, the helper. */
const saidElsewhere: ReadonlySet<string> = new Set(['Q-F01', 'Q-F27', 'Q-B09', 'Q-B10', 'Q-B12']);
/** About the timepoint, and raised by the status of a non-target. */
const ofUnequivocal = 'Q-F13';

/** The lesions whose checks stand here: the one recorded last, though the selection has gone on, and the selected one. */
function lesionsHere({ subject }: Reader, selectedId: string | null, recentId: string | null): readonly Lesion[] {
  const ids = [...new Set([recentId, selectedId])];
  return ids.flatMap((id) => lesionOf(subject, id) ?? []);
}

/** Checks of the lesions in hand at the timepoint being read, in the order of the panel; the same list decides what the response does not repeat. */
export function checksHere(reader: Reader, selectedId: string | null, recentId: string | null): readonly { readonly lesion: Lesion; readonly finding: Finding }[] {
  const { subject, timepoint } = reader;
  const all = windowFindings(subject);
  const found = lesionsHere(reader, selectedId, recentId).flatMap((lesion) => {
    const record = subject.assessments[lesion.id]?.[timepoint.id];
    const unequivocal = record?.state === 'status' && record.status === 'unequivocalProgression' ? all.filter(({ code, at }) => code === ofUnequivocal && at?.['timepointId'] === timepoint.id) : [];
    return [...findingsAbout(all, lesion.id, timepoint.id), ...unequivocal].map((finding) => ({ lesion, finding }));
  });
  const shown = found.filter(({ finding }) => !saidElsewhere.has(finding.code));
  return shown.filter(({ finding }, index) => shown.findIndex((one) => findingKey(one.finding) === findingKey(finding)) === index);
}

function Item({ reader, lesion, finding }: { readonly reader: Reader; readonly lesion: Lesion; readonly finding: Finding }) {
  const [isGiving, setGiving] = useState(false);
  const { subject, timepoint, commands } = reader;
  const key = findingKey(finding);
  const answer = subject.checkReasons[key];
  const mayAnswer = subject.read.editable && !isLocked(subject, timepoint.id) && (finding.acceptsReason ?? finding.severity === 'warn');
  const { title, text } = splitSentence(withoutLabel(finding, timepoint).message);
  const fixes = remediesOf(reader, finding, lesion).slice(0, 2);
  const isDeviation = finding.severity === 'block';
  const ask = isDeviation ? 'Accept as deviation' : 'Keep, with reason';
  if (answer) {
    return (
      <p className={styles.answered}>
        <b>{finding.code}</b> {isDeviation ? 'accepted as deviation' : 'kept'}: {answer.reason}
        {mayAnswer && !isGiving && <button type="button" onClick={() => setGiving(true)}>Change<span className="nd-hidden"> reason of {finding.code}</span></button>}
        {isGiving && <ReasonField label={`Reason, ${finding.code}`} placeholder="Reason; empty takes it back" action="Keep" start={answer.reason} onGive={(reason) => commands.giveReason({ findingKey: key, reason })} onClose={() => setGiving(false)} />}
      </p>
    );
  }
  const actions = fixes.length > 0 || (mayAnswer && !isGiving) ? (
    <>
      {fixes.map((fix, index) => <Button key={fix.label} small look={isDeviation && index === 0 ? 'primary' : 'secondary'} onClick={fix.run}>{fix.label}</Button>)}
      {mayAnswer && !isGiving && <Button small look="ghost" onClick={() => setGiving(true)}>{ask}</Button>}
    </>
  ) : undefined;
  return (
    <Alert severity={finding.severity} title={title} id={finding.code} live={isDeviation} actions={isGiving ? undefined : actions}>
      {text === '' ? null : text}
      {isGiving && <ReasonField label={`${isDeviation ? 'Why the deviation is accepted' : 'Reason'}, ${finding.code}`} placeholder={isDeviation ? 'Why the deviation is accepted' : 'Reason'} action={isDeviation ? 'Accept, with this reason' : 'Keep, with this reason'} onGive={(reason) => commands.giveReason({ findingKey: key, reason })} onClose={() => setGiving(false)} />}
    </Alert>
  );
}

/** What a record raised, where it was made: rule, way out in one press, a reason where one is taken. Never in front of the images. */
export const LesionChecks = memo(function LesionChecks({ reader }: { readonly reader: Reader }) {
  const selectedId = useReading((state) => state.selectedId);
  const recentId = useReading((state) => state.recentId);
  const here = checksHere(reader, selectedId, recentId);
  if (here.length === 0) return null;
  return <div className={styles.messages} role="group" aria-label="Checks of this lesion" data-lesion-checks>{here.map(({ lesion, finding }) => <Item key={findingKey(finding)} reader={reader} lesion={lesion} finding={finding} />)}</div>;
});
