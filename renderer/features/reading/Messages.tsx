import { useState } from 'react';
import type { Assessment, Lesion } from '../../../src/casefile/index.ts';
import { useReading } from '../../state/index.ts';
import { Alert, Button } from '../../ui/index.ts';
import { lesionOf, previewOf, ProposalCard, recordAt } from '../lesions/index.ts';
import { LateImages } from '../timepoints/index.ts';
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

/** What a record may or must say in words: unequivocal progression, why something cannot be evaluated. */
function noteLabel(lesion: Lesion, record: Assessment | undefined): { readonly label: string; readonly hint: string } | null {
  if (record?.state === 'status' && record.status === 'unequivocalProgression') return { label: `Why ${lesion.label} is unequivocal progression (R-409)`, hint: 'What grew, and by how much' };
  if (record?.state === 'notEvaluable') return { label: `Why ${lesion.label} is not evaluable (R-208)`, hint: record.reason === 'other' ? 'The reason' : 'What was seen' };
  if (record?.state === 'status' && record.status === 'notEvaluable') return { label: `Why ${lesion.label} is not evaluable (R-401)`, hint: 'The reason' };
  return null;
}

function Justification({ reader }: { readonly reader: Reader }) {
  const selectedId = useReading((state) => state.selectedId);
  const record = selectedId === null ? undefined : recordAt(reader.subject, selectedId, reader.timepoint.id);
  const lesion = lesionOf(reader.subject, selectedId);
  const [text, setText] = useState<string | null>(null);
  const words = lesion && reader.locked === null ? noteLabel(lesion, record) : null;
  if (!lesion || !record || !words) return null;
  const stored = 'note' in record ? record.note ?? '' : '';
  const keep = () => { if (text !== null && text.trim() !== stored) reader.lesions.note(lesion.id, text.trim()); setText(null); };
  return (
    <label className={styles.reason}>{words.label}
      <input
        type="text" maxLength={500} value={text ?? stored} autoComplete="off" placeholder={words.hint} onChange={(event) => setText(event.currentTarget.value)} onBlur={keep}
        onKeyDown={(event) => { if (event.key === 'Enter') { keep(); event.currentTarget.blur(); } if (event.key === 'Escape') { setText(null); event.currentTarget.blur(); } }}
      />
    </label>
  );
}

/** A record that would date progression back, before it is made. */
function Proposed({ reader }: { readonly reader: Reader }) {
  const proposal = useReading((state) => state.proposal);
  const lesion = lesionOf(reader.subject, proposal?.lesionId ?? null);
  if (!proposal || !lesion || proposal.timepointId !== reader.timepoint.id) return null;
  const preview = previewOf(reader.subject, lesion.id, [{ timepointId: reader.timepoint.id, record: proposal.assessment }]);
  return <ProposalCard lesion={lesion} preview={preview} onRecord={reader.lesions.acceptProposal} onCancel={() => useReading.setState({ proposal: null })} />;
}

/** What has to be said before anything else, in the place where values are recorded. */
export function Messages({ reader }: { readonly reader: Reader }) {
  const selectedId = useReading((state) => state.selectedId);
  return (
    <>
      <div className={styles.messages} data-messages><LateImages subject={reader.subject} timepoint={reader.timepoint} mayDecide={reader.subject.read.editable} /><Failures reader={reader} /><Refusal /><Proposed reader={reader} /></div>
      <Justification key={`${reader.timepoint.id} ${selectedId ?? ''}`} reader={reader} />
    </>
  );
}
