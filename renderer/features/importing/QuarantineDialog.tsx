import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { QuarantinedSeries } from '../../../src/api/wire.ts';
import { quarantineUrl } from '../../backend.ts';
import { useDecideQuarantine } from '../../queries/index.ts';
import { Alert, Button, EmptyState, errorText, format, toast } from '../../ui/index.ts';
import styles from './QuarantineDialog.module.css';

function Picture({ studyId, held, at, onStep }: { readonly studyId: string; readonly held: QuarantinedSeries; readonly at: number; readonly onStep: (at: number) => void }) {
  const [hasAllGreys, setAllGreys] = useState(false);
  const [broken, setBroken] = useState<string | null>(null);
  const image = held.images[at];
  if (!image) return null;
  const address = quarantineUrl(studyId, image.id, image.frame, hasAllGreys ? 'all' : 'window');
  return (
    <figure className={styles.figure}>
      {broken === address ? <p className={styles.missing}>This image cannot be shown. Discard it, or look at it in another program.</p> : <img className={styles.picture} src={address} alt={`Image ${at + 1} of ${held.images.length}, subject ${held.subjectId}`} onError={() => setBroken(address)} />}
      <figcaption className={styles.caption}>
        <Button small onClick={() => onStep(at - 1)} disabledReason={at === 0 ? 'First image' : null} reasonElsewhere>Previous</Button>
        {held.images.length > 1 ? <input type="range" aria-label="Image" min={0} max={held.images.length - 1} value={at} onChange={(event) => onStep(Number(event.currentTarget.value))} /> : <span />}
        <label className={styles.greys} title="Every value has its own grey: no writing is lost in black or white"><input type="checkbox" className="nd-check" checked={hasAllGreys} onChange={(event) => setAllGreys(event.currentTarget.checked)} />All grey values</label>
        <span className="nd-small">Image {at + 1} of {held.images.length}</span>
        <Button small onClick={() => onStep(at + 1)} disabledReason={at >= held.images.length - 1 ? 'Last image' : null} reasonElsewhere>Next</Button>
      </figcaption>
    </figure>
  );
}

/** One held series: every picture of it, then the decision with its reason. */
function Review({ studyId, held }: { readonly studyId: string; readonly held: QuarantinedSeries }) {
  const [at, setAt] = useState(0);
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set([0]));
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const decide = useDecideQuarantine(studyId);
  const step = (next: number) => {
    setAt(next);
    setSeen((before) => new Set([...before, next]));
  };
  const missing = isBusy ? 'Storing' : reason.trim() === '' ? 'Reason is missing' : null;
  const unseen = held.images.length - seen.size;
  const run = (decision: 'release' | 'discard') => {
    setBusy(true);
    setFailure(null);
    decide(held.key, decision, reason.trim())
      .then(() => toast(decision === 'release' ? `${format.counted(held.images.length, 'image')} released.` : `${format.counted(held.images.length, 'image')} discarded.`))
      .catch((error: unknown) => setFailure(errorText(error)))
      .finally(() => setBusy(false));
  };
  return (
    <div className={styles.review}>
      <Picture studyId={studyId} held={held} at={at} onStep={step} />
      <div className={styles.decision}>
        <p><strong>{held.reason}</strong> <span className={styles.code}>{held.code}</span></p>
        <p className="nd-2">Look for names, dates and numbers in the picture. Released images are stored as they are shown; discarded ones are gone from this computer.</p>
        <label className={styles.reason}><span className="nd-section">Reason</span><textarea rows={2} maxLength={2000} value={reason} placeholder="No text in the picture" onChange={(event) => setReason(event.currentTarget.value)} /></label>
        {failure !== null && <Alert severity="block" title={failure} live />}
        <div className={styles.actions}>
          <span className="nd-small nd-3">{missing ?? (unseen > 0 ? `${format.counted(unseen, 'image')} not looked at yet` : '')}</span>
          <Button look="danger" onClick={() => run('discard')} disabledReason={missing} reasonElsewhere>Discard</Button>
          <Button look="primary" onClick={() => run('release')} disabledReason={missing} reasonElsewhere>Release</Button>
        </div>
      </div>
    </div>
  );
}

/** Images held back by de-identification, series by series. */
export function QuarantineDialog({ studyId, held, onClose }: { readonly studyId: string; readonly held: readonly QuarantinedSeries[]; readonly onClose: () => void }) {
  const [key, setKey] = useState<string | null>(null);
  const current = held.find((one) => one.key === key) ?? held[0];
  return (
    <Modal opened onClose={onClose} title="Images to review" size="min(1180px, 94vw)">
      {!current ? <EmptyState title="Nothing waits for review">Every image was released or discarded.</EmptyState> : (
        <div className={styles.place}>
          <nav className={styles.list} aria-label="Held series">
            {held.map((one) => (
              <button key={one.key} type="button" className={styles.entry} aria-current={one.key === current.key || undefined} onClick={() => setKey(one.key)}>
                <strong>{one.subjectId}</strong>
                <span>{[one.modality, one.description || 'no description'].join(' ')}</span>
                <span className="nd-3">{[one.date, format.counted(one.images.length, 'image'), one.code].filter(Boolean).join(', ')}</span>
              </button>
            ))}
          </nav>
          <Review key={current.key} studyId={studyId} held={current} />
        </div>
      )}
    </Modal>
  );
}
