import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyImage, Lesion, SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { SubjectCommands } from '../../queries/index.ts';
import { Button, IconButton, Mark, toastFailure } from '../../ui/index.ts';
import { caliperAt, CaliperPicture, lesionOf, SlicePicture, windowForOrgan } from '../lesions/index.ts';
import { drawnLongMm, SliceName } from './ReviewTable.tsx';
import styles from './KeyImages.module.css';

const widthPx = 150;
/** More of the surroundings than a thumbnail shows. */
const roomAround = 1.3;

/** A slice of the timepoint, kept or not. */
type Slice = Pick<KeyImage, 'seriesId' | 'sopInstanceUid' | 'frameNumber' | 'window'>;

function Picture({ subject, timepoint, image, lesion }: { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly image: Slice; readonly lesion: Lesion | undefined }) {
  const window = image.window ?? windowForOrgan(lesion?.organ ?? '');
  const caliper = lesion && caliperAt(subject, lesion.id, timepoint.id);
  const alt = lesion ? `${lesion.label} at ${timepoint.label}` : `Key image of ${timepoint.label}`;
  if (caliper && lesion && caliper.sopInstanceUid === image.sopInstanceUid && caliper.frameNumber === image.frameNumber) {
    return <CaliperPicture caliper={caliper} role={lesion.role} organWindow={window} largestLongAxisMm={drawnLongMm(caliper) * roomAround} width={widthPx} height={widthPx} alt={alt} />;
  }
  return <SlicePicture image={image} window={window} width={widthPx} height={widthPx} alt={alt} />;
}

function Caption({ image, onCaption }: { readonly image: KeyImage; readonly onCaption: ((caption: string) => void) | null }) {
  const [text, setText] = useState<string | null>(null);
  if (onCaption === null) return <p className={styles.caption}>{image.caption}</p>;
  const keep = () => { if (text !== null && text.trim() !== image.caption) onCaption(text.trim()); setText(null); };
  return (
    <input
      className={styles.field} type="text" aria-label="Caption" placeholder="Caption" value={text ?? image.caption} maxLength={500} autoComplete="off" data-mantine-stop-propagation={text === null ? undefined : 'true'}
      onChange={(event) => setText(event.currentTarget.value)} onBlur={keep}
      onKeyDown={(event) => { if (event.key === 'Enter' && !event.ctrlKey) { event.preventDefault(); keep(); } if (event.key === 'Escape' && text !== null) { event.stopPropagation(); setText(null); } }}
    />
  );
}

type Props = { readonly subject: SubjectCase; readonly timepoint: Timepoint; /** Null: locked. */ readonly commands: Pick<SubjectCommands, 'editKeyImage' | 'removeKeyImage' | 'addKeyImage'> | null };

/** Images of measured lesions that nobody kept yet, to be kept in one go. */
const unkept = (subject: SubjectCase, timepoint: Timepoint, kept: readonly KeyImage[]) => subject.lesions.flatMap((lesion) => {
  const caliper = caliperAt(subject, lesion.id, timepoint.id);
  return caliper && !kept.some((image) => image.lesionId === lesion.id && image.sopInstanceUid === caliper.sopInstanceUid) ? [{ lesion, caliper }] : [];
});

/** A measured slice that nobody kept: seen all the same, and kept by one press. */
function Unkept({ subject, timepoint, lesion, image, onKeep }: { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly lesion: Lesion; readonly image: Slice; /** Null: locked. */ readonly onKeep: (() => void) | null }) {
  return (
    <li data-unkept>
      <span className={styles.picture}><Picture subject={subject} timepoint={timepoint} image={image} lesion={lesion} /></span>
      <span className={styles.line}><Mark label={lesion.label} role={lesion.role} /><span><SliceName subject={subject} image={image} /></span></span>
      {onKeep && <Button small look="ghost" onClick={onKeep}>Keep<span className="nd-hidden"> the slice of {lesion.label}</span></Button>}
    </li>
  );
}

/** Images kept with the signature, each with its slice and caption; behind them the measured slices that are not kept. */
export function KeyImages({ subject, timepoint, commands }: Props) {
  const kept = subject.keyImages.filter((image) => image.timepointId === timepoint.id);
  const others = unkept(subject, timepoint, kept);
  const sliceOf = ({ lesion, caliper: { seriesId, sopInstanceUid, frameNumber } }: (typeof others)[number]) => {
    const { center, width } = windowForOrgan(lesion.organ);
    return { seriesId, sopInstanceUid, frameNumber, window: { center, width } };
  };
  const keep = async (slices: typeof others): Promise<void> => {
    for (const one of slices) await commands?.addKeyImage({ timepointId: timepoint.id, lesionId: one.lesion.id, caption: '', ...sliceOf(one) });
  };
  if (kept.length + others.length === 0) return null;
  return (
    <section className={styles.section} aria-label={`Key images of ${timepoint.label}`}>
      <div className={styles.head}>
        <h3 className="nd-section">Key images</h3>
        {commands && others.length > 1 && <Button small onClick={() => { keep(others).catch(toastFailure); }}>Keep all {others.length} measured slices</Button>}
        <span>{kept.length === 0 ? 'none kept' : `${kept.length} kept, stored with the signature`}</span>
      </div>
      <ul className={styles.strip}>
        {kept.map((image) => {
          const lesion = lesionOf(subject, image.lesionId);
          return (
            <li key={image.id}>
              <span className={styles.picture}><Picture subject={subject} timepoint={timepoint} image={image} lesion={lesion} /></span>
              <span className={styles.line}>
                {lesion && <Mark label={lesion.label} role={lesion.role} />}<span><SliceName subject={subject} image={image} /></span>
                {commands && <IconButton label={`Remove key image${lesion ? ` of ${lesion.label}` : ''}`} onClick={() => { commands.removeKeyImage({ keyImageId: image.id }).catch(toastFailure); }}><IconTrash size={14} stroke={1.75} /></IconButton>}
              </span>
              <Caption image={image} onCaption={commands ? (caption) => { commands.editKeyImage({ keyImageId: image.id, caption }).catch(toastFailure); } : null} />
            </li>
          );
        })}
        {others.map((one) => <Unkept key={one.lesion.id} subject={subject} timepoint={timepoint} lesion={one.lesion} image={sliceOf(one)} onKeep={commands ? () => { keep([one]).catch(toastFailure); } : null} />)}
      </ul>
    </section>
  );
}
