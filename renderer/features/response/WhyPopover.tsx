import { IconX } from '@tabler/icons-react';
import type { SubjectCase } from '../../../src/casefile/index.ts';
import { ruleEntry, type Reason, type TimepointResult } from '../../../src/recist/index.ts';
import { IconButton, Mark, responseColour, Words } from '../../ui/index.ts';
import { progressionLimitWords, thresholdWords } from './thresholdWords.ts';
import styles from './WhyPopover.module.css';

type Props = { readonly title: string; readonly subject: SubjectCase; readonly at: TimepointResult; readonly engineVersion: string; readonly onClose: () => void };

function Deciding({ subject, ids }: { readonly subject: SubjectCase; readonly ids: readonly string[] }) {
  const lesions = ids.flatMap((id) => subject.lesions.find((lesion) => lesion.id === id) ?? []);
  if (lesions.length === 0) return null;
  return <span className={styles.marks}>{lesions.map((lesion) => <Mark key={lesion.id} label={lesion.label} role={lesion.role} />)}</span>;
}

function Component({ subject, name, response, reason }: { readonly subject: SubjectCase; readonly name: string; readonly response: string; readonly reason: Reason }) {
  return (
    <div className={styles.component}>
      <dt>{name}</dt>
      <dd><b>{response}</b> <Words text={reason.sentence} /> <Deciding subject={subject} ids={reason.lesions} /></dd>
    </div>
  );
}

/** What a rule is called, what it says in our words, and where it comes from. */
function Rule({ id }: { readonly id: string }) {
  const entry = ruleEntry(id);
  return (
    <div className={styles.rule}>
      <dt>{id}</dt>
      <dd>{entry?.title ?? 'Rule of the protocol'}{entry && <><p>{entry.text}</p><small>{entry.source}</small></>}</dd>
    </div>
  );
}

/** The rules behind a response, most decisive first, each with what it says and where it comes from. Not modal: the images stay in hand. */
export function WhyPopover({ title, subject, at, engineVersion, onClose }: Props) {
  const { explanation } = at;
  const limits = progressionLimitWords(explanation.thresholds);
  return (
    <section className={styles.why} aria-label={title}>
      <div className={styles.head}>
        <h3 className="nd-title">{title} <Deciding subject={subject} ids={explanation.decidingLesions} /></h3>
        <IconButton label="Close" onClick={onClose}><IconX size={16} stroke={1.75} /></IconButton>
      </div>
      <div className={styles.arithmetic}>
        <p><Words text={explanation.arithmetic} /></p>
        {limits !== null && <p className={styles.limits}><span>{limits}</span>{thresholdWords(explanation.thresholds).map(({ to, text }) => <span key={text} className={responseColour(to)}>{text}</span>)}</p>}
      </div>
      <dl className={styles.components}>
        <Component subject={subject} name="Target" response={at.target} reason={explanation.target} />
        <Component subject={subject} name="Non-target" response={at.nonTarget} reason={explanation.nonTarget} />
        <Component subject={subject} name="New lesion" response={at.newLesion} reason={explanation.newLesion} />
      </dl>
      <dl>{at.rules.map((id) => <Rule key={id} id={id} />)}</dl>
      <p className={styles.version}>Rules {engineVersion}</p>
    </section>
  );
}
