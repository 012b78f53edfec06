import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { FigureId, Told } from '../../../src/figures/index.ts';
import { navigate } from '../../ui/index.ts';
import { callWorker } from './figureWorker.ts';
import { DownloadMenu } from './DownloadMenu.tsx';
import { spotAt } from './spots.ts';
import { useFigure, useSize, type Shown } from './useFigure.ts';
import styles from './FigurePanel.module.css';

/** Height of a row of the swimmer where not all fit, px at usual text size. */
const rowPx = 12;
/** Axis, legends and the unit of a swimmer, px. */
const swimmerMargin = 112;

const steps: Readonly<Record<string, number | 'first' | 'last'>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: 'first', End: 'last' };

/** What is pointed at, by pointer or keys, in words; it is asked of the worker that drew the figure. */
function usePointed(id: FigureId, shown: Shown | null) {
  const [spot, setSpot] = useState(-1);
  const [told, setTold] = useState<{ readonly spot: number; readonly words: Told } | null>(null);
  useEffect(() => setSpot(-1), [shown]);
  useEffect(() => {
    if (spot < 0) return undefined;
    let isWanted = true;
    void callWorker('tell', { id, spot }).then((words) => { if (isWanted) setTold({ spot, words }); }, () => undefined);
    return () => { isWanted = false; };
  }, [id, spot]);
  return { spot, setSpot, words: spot >= 0 && told?.spot === spot ? told.words : null };
}

function Pointed({ shown, spot, words }: { readonly shown: Shown; readonly spot: number; readonly words: Told | null }) {
  const [x, y] = [shown.xs[spot] ?? 0, shown.ys[spot] ?? 0];
  const isRight = x > shown.width * 0.55;
  return (
    <>
      <svg className={styles.mark} width={shown.width} height={shown.height} aria-hidden="true">
        {shown.near === 'x' && <line x1={x} x2={x} y1={0} y2={shown.height} />}
        {shown.near === 'y' && <line x1={0} x2={shown.width} y1={y} y2={y} />}
        {shown.near === 'xy' && <circle cx={x} cy={y} r={6} />}
      </svg>
      {words && (
        <div className={styles.tip} style={{ top: Math.max(4, Math.min(y, shown.height - 96)), ...(isRight ? { right: shown.width - x + 12 } : { left: x + 12 }) }} aria-hidden="true">
          <strong>{words.title}</strong>
          {words.lines.map((line) => <span key={line}>{line}</span>)}
        </div>
      )}
    </>
  );
}

export type FigurePanelProps = {
  readonly analysis: string; readonly id: FigureId;
  /** Subjects of the analysis: a swimmer scrolls when they do not fit. */
  readonly subjects?: number;
  readonly switches?: ReactNode;
  /** Who is not in it and what its marks mean stand below, as in its file. */
  readonly hasNotes?: boolean;
  readonly className?: string | undefined;
};

/** A figure with its head: drawn for the room it has, values under the pointer and by arrow keys, a click or Enter opens the subject. */
export function FigurePanel({ analysis, id, subjects = 0, switches, hasNotes = false, className }: FigurePanelProps) {
  const heading = useId();
  const [attach, size] = useSize<HTMLDivElement>();
  const [from, setFrom] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const fits = Math.max(8, Math.floor((size.height - swimmerMargin) / rowPx));
  const isScrolling = id === 'swimmer' && size.height > 0 && subjects > fits * 1.3;
  const shown = useFigure(analysis, id, size, isScrolling ? [from, fits] : undefined);
  const { spot, setSpot, words } = usePointed(id, shown);
  const place = ({ currentTarget, clientX, clientY }: PointerEvent): void => {
    const box = currentTarget.getBoundingClientRect();
    if (shown) setSpot(spotAt(shown, clientX - box.left, clientY - box.top));
  };
  const open = (): void => { if (words?.subjectId != null) navigate({ place: 'confirm', subjectId: words.subjectId }); };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    const last = (shown?.xs.length ?? 0) - 1;
    if (event.key === 'Enter') open();
    else if (event.key === 'Escape' && spot >= 0) setSpot(-1);
    else if (step !== undefined && last >= 0) {
      const next = step === 'first' ? 0 : step === 'last' ? last : spot < 0 ? 0 : spot + step;
      if (isScrolling && (next > last || next < 0 || typeof step === 'string')) scroller.current?.scrollBy({ top: step === 'first' ? -1e9 : step === 'last' ? 1e9 : next > last ? rowPx * 10 : -rowPx * 10 });
      setSpot(Math.max(0, Math.min(last, next)));
    } else return;
    event.preventDefault();
  };
  const drawing = shown?.id === id ? shown : null;
  return (
    <section className={`${styles.panel} ${className ?? ''}`} aria-labelledby={heading} data-figure={id}>
      <header className={styles.head}>
        <h2 id={heading} className="nd-title">{drawing?.title ?? ''}</h2>
        <span className={styles.about}>{drawing?.about ?? ''}</span>
        <span className={styles.switches} data-screen-only>{switches}<DownloadMenu analysis={analysis} id={id} title={drawing?.title ?? 'figure'} isEmpty={drawing?.empty != null} /></span>
      </header>
      <div
        ref={scroller} className={styles.room} data-scrolls={isScrolling || undefined} tabIndex={0} role="group" aria-roledescription="figure" aria-label={`${drawing?.title ?? 'Figure'}. Arrow keys go through its values.`} data-figure-field
        onKeyDown={onKeyDown} onScroll={isScrolling ? ({ currentTarget }) => setFrom(Math.min(Math.max(0, subjects - fits), Math.round(currentTarget.scrollTop / rowPx))) : undefined}
      >
        <div ref={attach} className={styles.drawing} onPointerMove={place} onPointerLeave={() => setSpot(-1)} onClick={open} data-opens={words?.subjectId != null || undefined}>
          {drawing && (drawing.empty === null
            ? <svg width={drawing.width} height={drawing.height} viewBox={`0 0 ${drawing.width} ${drawing.height}`} preserveAspectRatio="xMinYMin meet" role="img" aria-label={`${drawing.title}, ${drawing.about}`} data-drawn={analysis} className={styles.svg} dangerouslySetInnerHTML={{ __html: drawing.body }} />
            : <p className={styles.empty}>{drawing.empty}</p>)}
          {drawing && drawing.empty === null && spot >= 0 && <Pointed shown={drawing} spot={spot} words={words} />}
        </div>
        {isScrolling && <div style={{ height: (subjects - fits) * rowPx }} aria-hidden="true" />}
      </div>
      {drawing && (drawing.left !== '' || (hasNotes && drawing.notes !== '')) && <p className={styles.left}>{[...(hasNotes ? [drawing.notes] : []), drawing.left].filter((words) => words !== '').join(' ')}</p>}
      <span className="nd-hidden" role="status">{words ? [words.title, ...words.lines].join(', ') : ''}</span>
    </section>
  );
}
