import { useState } from 'react';
import { useReading } from '../../state/index.ts';
import { Alert, Button } from '../../ui/index.ts';
import { blockedTargets, lesionOf, recordAt } from '../lesions/index.ts';
import type { Reader } from './useReader.ts';
import styles from './RightPanel.module.css';

/** Records that could not be stored. The callipers stay in the panes until they are stored or discarded. */
function Failures({ reader }: { readonly reader: Reader }) {
  return reader.commits.filter((commit) => commit.state === 'failed').map((commit) => {
    const label = lesionOf(reader.subject, commit.lesionId)?.label ?? 'A record';
    const at = reader.subject.timepoints.find((timepoint) => timepoint.id === commit.timepointId)?.label ?? '';
    return (
      <Alert key={commit.id} severity="block" title={`${label} at ${at} is not stored`} live actions={<><Button small onClick={() => reader.recorder.retry(commit)}>Try again</Button><Button small look="ghost" onClick={() => reader.recorder.discard(commit)}>Discard</Button></>}>
        {commit.message} What was drawn is kept here.
      </Alert>
    );
  });
}

function Refusal() {
  const refusal = useReading((state) => state.refusal);
  if (refusal === null) return null;
  const [title, ...rest] = refusal.split(/(?<=[.)])\s+(?=[A-Z])/);
  return <Alert severity="warn" title={(title ?? '').replace(/\.$/, '')} live actions={<Button small look="ghost" onClick={() => useReading.setState({ refusal: null })}>Close</Button>}>{rest.length > 0 ? rest.join(' ') : undefined}</Alert>;
}

/** A target at baseline that may not be one, after its organ or calliper was changed. */
function Blocked({ reader }: { readonly reader: Reader }) {
  const selectedId = useReading((state) => state.selectedId);
  const lesion = lesionOf(reader.subject, selectedId);
  const why = lesion && reader.timepoint.index === 0 ? blockedTargets(reader.subject).get(lesion.id) : undefined;
  if (!lesion || why === undefined) return null;
  return (
    <Alert severity="block" title={`${lesion.label}: ${why}`} id="Q-B03" live actions={<><Button small look="primary" onClick={() => reader.lesions.changeRole(lesion.id, 'nonTarget')}>Make non-target</Button><Button small onClick={() => reader.lesions.measureAgain(lesion.id)}>Measure again</Button></>}>
      It is in the sum as it stands.
    </Alert>
  );
}

/** The justification that unequivocal non-target progression needs (R-409, Q-F13). */
function Justification({ reader }: { readonly reader: Reader }) {
  const selectedId = useReading((state) => state.selectedId);
  const record = selectedId === null ? undefined : recordAt(reader.subject, selectedId, reader.timepoint.id);
  const lesion = lesionOf(reader.subject, selectedId);
  const [text, setText] = useState<string | null>(null);
  if (!lesion || record?.state !== 'status' || record.status !== 'unequivocalProgression') return null;
  const stored = record.note ?? '';
  const keep = () => { if (text !== null && text.trim() !== stored) reader.lesions.note(lesion.id, text.trim()); setText(null); };
  return (
    <label className={styles.reason}>Why {lesion.label} is unequivocal progression (R-409)
      <input
        type="text" maxLength={500} value={text ?? stored} autoComplete="off" placeholder="What grew, and by how much" onChange={(event) => setText(event.currentTarget.value)} onBlur={keep}
        onKeyDown={(event) => { if (event.key === 'Enter') { keep(); event.currentTarget.blur(); } if (event.key === 'Escape') { setText(null); event.currentTarget.blur(); } }}
      />
    </label>
  );
}

/** What has to be said before anything else, in the place where values are recorded. */
export function Messages({ reader }: { readonly reader: Reader }) {
  return (
    <>
      <div className={styles.messages} data-messages><Failures reader={reader} /><Refusal /><Blocked reader={reader} /></div>
      <Justification key={reader.timepoint.id} reader={reader} />
    </>
  );
}
