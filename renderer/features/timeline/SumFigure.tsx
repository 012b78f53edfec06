import { useElementSize, useViewportSize } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { dayNumber, type IsoDate } from '../../../src/common/index.ts';
import type { SubjectCase } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { Button, format, Segmented, usePrinting } from '../../ui/index.ts';
import { Chart } from '../../ui/charts/index.ts';
import { lesionSeries, type LesionLine } from './lesionSeries.ts';
import { openLesion, openTimepointAt } from './lookAt.ts';
import { plotHeight, plotMargin, sumOption, valueAxis, type SumScale } from './sumOption.ts';
import type { SumSeries } from './sumSeries.ts';
import { brushed, moved, showing, zoomed, type TimeWindow } from './timeWindow.ts';
import { Tracks } from './Tracks.tsx';
import place from './ConfirmPlace.module.css';
import styles from './SumFigure.module.css';

type Point = { readonly key: string; readonly timepointId: string; /** Of a lesion's own line. */ readonly lesionId: string | null; readonly date: IsoDate; readonly value: number; readonly name: string };

/** Points of the sum and of the lines shown, from left to right: what the arrow keys move over. */
function pointsOf(series: SumSeries, lines: readonly LesionLine[], scaled: (mm: number) => number): readonly Point[] {
  const own = lines.flatMap((line) => line.points.flatMap(({ timepointId, date, mm }): Point[] => (mm === null ? [] : [{ key: `${line.id} ${timepointId}`, timepointId, lesionId: line.id, date, value: scaled(mm), name: `${line.label}, ${date}, ${format.mmWithUnit(mm)}` }])));
  const sums = series.points.map((point): Point => ({
    key: point.timepointId, timepointId: point.timepointId, lesionId: null, date: point.date, value: scaled(point.sumMm ?? 0),
    name: `${point.label}, ${point.date}, ${point.sumMm === null ? 'no sum' : format.mmWithUnit(point.sumMm)}${point.overall ? `, ${point.overall}` : ''}`,
  }));
  return [...sums, ...own].toSorted((a, b) => a.date.localeCompare(b.date));
}

type PointsProps = { readonly points: readonly Point[]; readonly onOpen: (point: Point) => void; readonly x: (date: IsoDate) => number; readonly y: (value: number) => number; readonly onReach: (date: IsoDate) => void };

/** The points as controls over the figure: one in the order of Tab, arrows from one to the next, Enter opens its slice. */
function Points({ points, x, y, onReach, onOpen }: PointsProps) {
  const [at, setAt] = useState(points.length - 1);
  const holder = useRef<HTMLDivElement>(null);
  const current = Math.min(at, points.length - 1);
  const press = (event: KeyboardEvent) => {
    const next = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: points.length - 1 }[event.key];
    const point = next === undefined ? undefined : points[next];
    if (next === undefined || event.shiftKey) return;
    event.preventDefault();
    if (!point) return;
    setAt(next);
    onReach(point.date);
    holder.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div ref={holder} role="toolbar" aria-label="Points of the sum" onKeyDown={press}>
      {points.map((point, index) => (
        <button
          key={point.key} type="button" className={styles.point} tabIndex={index === current ? 0 : -1} aria-label={point.name} title={`${point.name}. Enter opens it`}
          style={{ left: x(point.date) - 12, top: y(point.value) - 12 }} onFocus={() => setAt(index)} onClick={() => onOpen(point)}
        />
      ))}
    </div>
  );
}

/** Wheel, drag and double click on the plot. */
function useGestures(width: number, whole: TimeWindow, shown: TimeWindow, onChange: (window: TimeWindow) => void) {
  const element = useRef<HTMLDivElement>(null);
  const [brush, setBrush] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const shareAt = (clientX: number): number => {
    const left = (element.current?.getBoundingClientRect().left ?? 0) + plotMargin.left;
    return Math.max(0, Math.min(1, (clientX - left) / Math.max(1, width - plotMargin.left - plotMargin.right)));
  };
  const latest = useRef({ shown, onChange, shareAt });
  useEffect(() => { latest.current = { shown, onChange, shareAt }; });
  useEffect(() => {
    const node = element.current;
    const wheel = (event: WheelEvent) => {
      // The plain wheel goes on scrolling the page; over the figure with Ctrl, or sideways, it is about time.
      const isZoom = event.ctrlKey || event.altKey;
      if (!isZoom && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
      event.preventDefault();
      const { shown: now, onChange: change, shareAt: share } = latest.current;
      change(isZoom ? zoomed(whole, now, event.deltaY < 0 ? 0.8 : 1.25, share(event.clientX)) : moved(whole, now, Math.sign(event.deltaX) * 0.1));
    };
    node?.addEventListener('wheel', wheel, { passive: false });
    return () => node?.removeEventListener('wheel', wheel);
  }, [whole]);
  return {
    element, brush,
    handlers: {
      onPointerDown: (event: React.PointerEvent<HTMLDivElement>) => { if (event.button === 0 && !(event.target instanceof HTMLButtonElement)) { event.currentTarget.setPointerCapture(event.pointerId); setBrush({ from: shareAt(event.clientX), to: shareAt(event.clientX) }); } },
      onPointerMove: (event: React.PointerEvent<HTMLDivElement>) => { if (brush) setBrush({ ...brush, to: shareAt(event.clientX) }); },
      onPointerUp: () => { if (brush && Math.abs(brush.to - brush.from) > 0.02) onChange(brushed(whole, shown, brush.from, brush.to)); setBrush(null); },
      onDoubleClick: () => onChange(whole),
    },
  };
}

/** Sums over time with their limits, each lesion's line on demand, and what happened on the same axis below. Zooms with Ctrl and the wheel, with a drag, and with + − 0. */
export function SumFigure({ subject, result, series }: { readonly subject: SubjectCase; readonly result: SubjectResult; readonly series: SumSeries }) {
  const [scale, setScale] = useState<SumScale>('mm');
  const [lines, setLines] = useState<readonly string[]>([]);
  const whole = useMemo<TimeWindow>(() => ({ from: series.from, to: series.to }), [series]);
  const [chosen, setChosen] = useState<TimeWindow | null>(null);
  const shown = chosen ?? whole;
  const isPrinting = usePrinting();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const { height: windowHeight } = useViewportSize();
  const height = windowHeight > 0 && windowHeight < 950 ? 240 : 380;
  const targets = subject.lesions.filter(({ role }) => role === 'target');
  const drawn = useMemo(() => lesionSeries(subject, series, lines), [subject, series, lines]);
  const option = useMemo(() => sumOption({ series, progression: result.progression, randomised: subject.facts.randomisationDate, scale, shown, lesions: drawn, isPrinting }), [series, result.progression, subject.facts.randomisationDate, scale, shown, drawn, isPrinting]);
  const change = (window: TimeWindow) => setChosen(window.from === whole.from && window.to === whole.to ? null : window);
  const gestures = useGestures(width, whole, shown, change);
  const { max, scaled } = valueAxis(series, scale);
  const first = dayNumber(shown.from);
  const x = (date: IsoDate): number => plotMargin.left + ((dayNumber(date) - first) / Math.max(1, dayNumber(shown.to) - first)) * (width - plotMargin.left - plotMargin.right);
  const y = (value: number): number => plotHeight.top + (1 - value / max) * (height - plotHeight.top - plotHeight.bottom);
  const points = pointsOf(series, drawn, scaled).filter(({ date }) => date >= shown.from && date <= shown.to);
  const press = (event: KeyboardEvent) => {
    const next = event.key === '+' ? zoomed(whole, shown, 0.7, 0.5) : event.key === '-' || event.key === '−' ? zoomed(whole, shown, 1.4, 0.5) : event.key === '0' ? whole
      : event.shiftKey && event.key === 'ArrowLeft' ? moved(whole, shown, -0.2) : event.shiftKey && event.key === 'ArrowRight' ? moved(whole, shown, 0.2) : null;
    if (!next) return;
    event.preventDefault();
    change(next);
  };
  const words = series.points.map((point) => `${point.label} ${point.sumMm === null ? 'no sum' : format.mmWithUnit(point.sumMm)}${point.overall ? `, ${point.overall}` : ''}`).join('; ');
  const toggle = (id: string) => setLines((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  return (
    <section onKeyDown={press} aria-label="Timeline">
      <div className={place.figureHead}>
        <h2 className="nd-section">Sum of diameters over time</h2>
        <span className={styles.tools}>
          {targets.length > 0 && <span className={styles.lesions} role="group" aria-label="Lines of lesions">{targets.map(({ id, label }) => <button key={id} type="button" className={styles.lesion} aria-pressed={lines.includes(id)} onClick={() => toggle(id)}>{label}</button>)}</span>}
          <span className={styles.zoom} role="group" aria-label="Zoom">
            <Button small look="ghost" aria-label="Longer time" title="Longer time (−)" disabledReason={chosen === null ? 'The whole time is shown' : null} reasonElsewhere onClick={() => change(zoomed(whole, shown, 1.4, 0.5))}>−</Button>
            <Button small look="ghost" aria-label="Shorter time" title="Shorter time (+), or drag across the figure" onClick={() => change(zoomed(whole, shown, 0.7, 0.5))}>+</Button>
            {chosen !== null && <Button small look="ghost" onClick={() => setChosen(null)}>Whole</Button>}
          </span>
          <span className={place.scale}><span className="nd-small nd-3">Scale</span><Segmented label="Scale" value={scale} onChange={setScale} options={[{ value: 'mm', label: 'mm' }, { value: 'percent', label: '% of baseline' }]} /></span>
        </span>
      </div>
      <div ref={ref}>
        <div ref={gestures.element} className={styles.plot} {...gestures.handlers}>
          <Chart option={option} height={height} label={`Sum of diameters over time: ${words}`} />
          {width > 0 && gestures.brush && <span className={styles.brush} style={{ left: plotMargin.left + Math.min(gestures.brush.from, gestures.brush.to) * (width - plotMargin.left - plotMargin.right), width: Math.abs(gestures.brush.to - gestures.brush.from) * (width - plotMargin.left - plotMargin.right) }} />}
          {width > 0 && <Points points={points} onOpen={({ lesionId, timepointId }) => (lesionId === null ? openTimepointAt(subject, result, timepointId) : openLesion(subject, lesionId, timepointId))} x={x} y={y} onReach={(date) => change(showing(whole, shown, date))} />}
        </div>
        <Tracks subject={subject} series={series} result={result} shown={shown} width={width} x={x} />
      </div>
    </section>
  );
}
