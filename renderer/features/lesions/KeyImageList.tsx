import { IconTrash } from '@tabler/icons-react';
import { memo, useEffect, useRef, useState } from 'react';
import { calipersOf, recordOf, type KeyImage, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { IconButton, KeyCap, Mark } from '../../ui/index.ts';
import { windowForOrgan } from './CaliperPicture.tsx';
import { lesionOf } from './caseFacts.ts';
import { SlicePicture, type DrawnCaliper } from './SlicePicture.tsx';
import styles from './KeyImageList.module.css';

export type KeyImageActions = {
  readonly show: (image: KeyImage) => void;
  readonly caption: (keyImageId: string, caption: string) => void;
  readonly remove: (keyImageId: string) => void;
  /** The caption is written, or left as it is. */
  readonly written: () => void;
};

const heightPx = 72;

/** Callipers drawn on a key image's slice, each in the style of its lesion. */
export function calipersOnImage(subject: SubjectCase, image: KeyImage): readonly DrawnCaliper[] {
  return subject.lesions.flatMap((lesion) => calipersOf(recordOf(subject, lesion.id, image.timepointId))
    .filter(({ sopInstanceUid, frameNumber }) => sopInstanceUid === image.sopInstanceUid && frameNumber === image.frameNumber).map((caliper) => ({ caliper, role: lesion.role })));
}

function Caption({ image, isWriting, actions }: { readonly image: KeyImage; readonly isWriting: boolean; readonly actions: KeyImageActions }) {
  const [text, setText] = useState(image.caption);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => { if (isWriting) field.current?.focus(); }, [isWriting]);
  useEffect(() => setText(image.caption), [image.caption]);
  const keep = () => { if (text.trim() !== image.caption) actions.caption(image.id, text.trim()); actions.written(); };
  return (
    <input
      ref={field} type="text" aria-label="Caption" placeholder="Caption" value={text} maxLength={500} autoComplete="off" onChange={(event) => setText(event.currentTarget.value)} onBlur={keep}
      onKeyDown={(event) => { if (event.key === 'Enter') { event.preventDefault(); event.currentTarget.blur(); } if (event.key === 'Escape') { event.stopPropagation(); setText(image.caption); actions.written(); event.currentTarget.blur(); } }}
    />
  );
}

type Props = { readonly subject: SubjectCase; readonly timepoint: Timepoint; /** The one whose caption is being written. */ readonly captionId: string | null; readonly mayChange: boolean; readonly actions: KeyImageActions };

/** Images kept at a timepoint with their callipers: a press goes there; captions are written in place. */
export const KeyImageList = memo(function KeyImageList({ subject, timepoint, captionId, mayChange, actions }: Props) {
  const kept = subject.keyImages.filter((image) => image.timepointId === timepoint.id);
  if (kept.length === 0) return null;
  return (
    <section className={styles.list} aria-label="Key images">
      <h3 className="nd-section">Key images<span>{kept.length}</span><KeyCap keys="read.keyImage" /></h3>
      <ul>
        {kept.map((image) => {
          const lesion = lesionOf(subject, image.lesionId);
          const name = lesion ? `key image of ${lesion.label}` : 'key image';
          return (
            <li key={image.id}>
              <button type="button" className={styles.picture} onClick={() => actions.show(image)} aria-label={`Show ${name}${image.caption === '' ? '' : `: ${image.caption}`}`} title="Show the slice">
                <SlicePicture image={image} window={image.window ?? windowForOrgan(lesion?.organ ?? '')} width={heightPx * 1.2} height={heightPx} alt="" calipers={calipersOnImage(subject, image)} />
              </button>
              <div>
                <span className={styles.line}>{lesion ? <Mark label={lesion.label} role={lesion.role} /> : <small>no lesion</small>}{mayChange && <IconButton label={`Remove ${name}`} onClick={() => actions.remove(image.id)}><IconTrash size={14} stroke={1.75} /></IconButton>}</span>
                {mayChange ? <Caption image={image} isWriting={captionId === image.id} actions={actions} /> : <p>{image.caption}</p>}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
});
