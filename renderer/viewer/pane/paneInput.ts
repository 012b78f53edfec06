/**
 * Mouse and wheel of a pane, as the person has set them (viewerSettings.ts): a button measures (draws, selects, edits), drags the window, pans, zooms or scrolls;
 * the wheel scrolls, with Shift or Ctrl it zooms; a double click makes the pane full.
 * Moves are gathered and worked off once per animation frame. Keys belong to the features; only Ctrl held (overlays off) is seen here.
 */
import { hitTest } from '../calipers/caliperHits.ts';
import type { Grip } from '../calipers/caliperInteraction.ts';
import type { PlanePoint } from '../calipers/caliperShape.ts';
import { canvasToImage, imageToCanvas, panBy, type CanvasPoint } from '../stage/displayTransform.ts';
import { dragWindow, type DisplayWindow } from '../stage/voi.ts';
import { viewerSettings, type MouseTool } from '../viewerSettings.ts';
import type { PaneController } from './paneController.ts';
import type { PaneDom } from './paneDom.ts';
import { sliceAtRail } from './paneOverlay.ts';

/** Ctrl is also the beginning of Ctrl+Z: overlays go only when it is held. */
const ctrlHoldMs = 180;
const wheelStepPx = 100;
/** A drag of this many pixels goes on by one slice. */
const dragStepPx = 6;
const buttons = ['left', 'middle', 'right'] as const;

type Drag =
  | { readonly kind: 'draw' }
  | { readonly kind: 'pan'; last: CanvasPoint }
  | { readonly kind: 'window'; readonly from: CanvasPoint; readonly start: DisplayWindow }
  | { readonly kind: 'zoom'; readonly about: CanvasPoint; last: CanvasPoint }
  | { readonly kind: 'scroll'; lastY: number }
  | { readonly kind: 'rail' };

function gripAt(pane: PaneController, pointer: CanvasPoint): Grip | null {
  const { transform } = pane;
  if (!transform) return null;
  const { grid } = transform;
  const place = ([x, y]: PlanePoint): CanvasPoint => imageToCanvas(transform, { column: x / grid.columnSpacingMm, row: y / grid.rowSpacingMm });
  const candidates = pane.desk.shown().filter((each) => !pane.props.placing || each.drafted).map((shown) => {
    const { shape } = shown;
    return {
      shown, long: [place(shape.long[0]), place(shape.long[1])] as const, short: shape.short && ([place(shape.short[0]), place(shape.short[1])] as const),
      shortHandles: !shape.shortProvisional || shown.proposal,
    };
  });
  const hit = hitTest(candidates, pointer);
  if (!hit) return null;
  const { lesionId, label, role, shape, editable, drafted } = hit.target.shown;
  return { lesionId, label, role, shape, part: hit.part, editable: editable || drafted };
}

/** Listens until the result is called. */
export function attachInput(pane: PaneController, dom: PaneDom): () => void {
  let drag: Drag | null = null;
  let pending: CanvasPoint | null = null;
  let frame = 0;
  let wheelRest = 0;
  let ctrlTimer: ReturnType<typeof setTimeout> | undefined;

  const pointOf = (event: MouseEvent): CanvasPoint => {
    const box = dom.stage.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const planeOf = (point: CanvasPoint): PlanePoint | null => {
    const { transform } = pane;
    if (!transform) return null;
    const at = canvasToImage(transform, point);
    return [at.column * transform.grid.columnSpacingMm, at.row * transform.grid.rowSpacingMm];
  };
  const railSlice = (event: MouseEvent): number => {
    const box = dom.rail.getBoundingClientRect();
    return sliceAtRail(event.clientY - box.top, pane.images?.slices.length ?? 1, box.height);
  };

  const showCursor = (point: CanvasPoint): void => {
    const grip = pane.props.placing ? null : gripAt(pane, point);
    pane.hovered = grip?.lesionId ?? null;
    dom.root.dataset['cursor'] = pane.props.placing ? 'draw' : grip?.editable ? (grip.part === 'whole' ? 'move' : 'grab') : '';
  };

  const follow = (point: CanvasPoint): void => {
    pane.pointer = point;
    if (drag?.kind === 'pan' && pane.transform) {
      pane.setView(panBy(pane.transform, point[0] - drag.last[0], point[1] - drag.last[1]));
      drag.last = point;
    } else if (drag?.kind === 'window') {
      const dragged = dragWindow(drag.start, point[0] - drag.from[0], point[1] - drag.from[1]);
      pane.setWindow(dragged, dragged.name);
    } else if (drag?.kind === 'zoom') {
      pane.zoomBy(1.006 ** (drag.last[1] - point[1]), drag.about);
      drag.last = point;
    } else if (drag?.kind === 'scroll') {
      const steps = Math.trunc((point[1] - drag.lastY) / dragStepPx);
      drag.lastY += steps * dragStepPx;
      if (steps !== 0) pane.scrollBy(steps);
    } else {
      const at = planeOf(point);
      if (at) pane.desk.send({ type: 'move', at });
      if (!drag) showCursor(point);
    }
    pane.repaintNow();
  };
  const flush = (): void => {
    cancelAnimationFrame(frame);
    frame = 0;
    if (pending) follow(pending);
    pending = null;
  };
  const gather = (point: CanvasPoint): void => {
    pending = point;
    frame ||= requestAnimationFrame(flush);
  };

  const beginMeasuring = (point: CanvasPoint): Drag | null => {
    const { placing } = pane.props;
    const refusal = placing && pane.desk.refusal();
    if (refusal) { pane.props.onMeasuringRefused?.(refusal); return null; }
    const at = planeOf(point);
    if (!at) return null;
    pane.cursor.hide();
    pane.pointer = point;
    pane.desk.send({ type: 'down', at, grip: gripAt(pane, point) });
    return { kind: 'draw' };
  };
  const begin = (tool: MouseTool, point: CanvasPoint): Drag | null => {
    switch (tool) {
      case 'measure': return beginMeasuring(point);
      case 'pan': return { kind: 'pan', last: point };
      case 'window': return { kind: 'window', from: point, start: pane.window };
      case 'zoom': return { kind: 'zoom', about: point, last: point };
      case 'scroll': return { kind: 'scroll', lastY: point[1] };
    }
  };
  const onDown = (event: PointerEvent): void => {
    pane.props.onActivate?.();
    dom.root.focus({ preventScroll: true });
    if (!pane.ready || drag) return;
    const point = pointOf(event);
    flush();
    const button = buttons[event.button];
    if (button) drag = begin(viewerSettings().mouse[button], point);
    if (event.button === 1) event.preventDefault();
    if (drag) dom.stage.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent): void => { pane.cursor.hide(); gather(pointOf(event)); };
  const onUp = (event: PointerEvent): void => {
    if (!drag || event.buttons !== 0) return;
    const ended = drag;
    pending = pointOf(event);
    flush();
    drag = null;
    const at = planeOf(pointOf(event));
    if (ended.kind === 'draw' && at) pane.desk.send({ type: 'up', at });
    pane.repaint();
  };
  const onLost = (): void => {
    if (drag?.kind === 'draw') pane.desk.send({ type: 'cancel' });
    drag = null;
  };
  const onLeave = (): void => { if (!drag) { pending = null; pane.pointer = null; pane.hovered = null; pane.repaint(); } };

  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const delta = (event.deltaY || event.deltaX) * (event.deltaMode === 1 ? wheelStepPx / 3 : event.deltaMode === 2 ? wheelStepPx * 3 : 1);
    if (event.ctrlKey || event.shiftKey) { pane.zoomBy(1.0018 ** -delta, pointOf(event)); return; }
    wheelRest = Math.sign(wheelRest) === Math.sign(delta) ? wheelRest + delta : delta;
    // A notch is one slice even where it reports less; a trackpad's small steps add up.
    const steps = Math.abs(delta) >= 50 ? Math.sign(delta) * Math.max(1, Math.round(Math.abs(delta) / 120)) : Math.trunc(wheelRest / wheelStepPx);
    if (steps === 0) return;
    wheelRest = 0;
    pane.scrollBy(viewerSettings().wheel === 'normal' ? steps : -steps);
  };

  const onDouble = (event: MouseEvent): void => {
    // Two quick clicks may place the ends of an axis, or pick a calliper.
    if (event.button !== 0 || pane.props.placing || pane.desk.busy || gripAt(pane, pointOf(event))) return;
    pane.props.onFull?.();
  };

  const onRailDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    pane.props.onActivate?.();
    dom.root.focus({ preventScroll: true });
    dom.rail.setPointerCapture(event.pointerId);
    drag = { kind: 'rail' };
    pane.scrollTo(railSlice(event));
  };
  const onRailMove = (event: PointerEvent): void => { if (drag?.kind === 'rail') pane.scrollTo(railSlice(event)); };
  const onRailUp = (): void => { if (drag?.kind === 'rail') drag = null; };

  const show = (hidden: boolean): void => { clearTimeout(ctrlTimer); if (pane.hidden !== hidden) { pane.hidden = hidden; pane.repaint(); } };
  const onKeyDown = (event: KeyboardEvent): void => {
    clearTimeout(ctrlTimer);
    if (event.key === 'Control') ctrlTimer = setTimeout(() => show(true), ctrlHoldMs);
  };
  const onKeyUp = (event: KeyboardEvent): void => { if (event.key === 'Control') show(false); };
  const onBlur = (): void => show(false);
  const noMenu = (event: Event): void => event.preventDefault();

  const listeners: [EventTarget, string, (event: never) => void, AddEventListenerOptions?][] = [
    [dom.stage, 'pointerdown', onDown], [dom.stage, 'pointermove', onMove], [dom.stage, 'pointerup', onUp], [dom.stage, 'pointercancel', onLost], [dom.stage, 'pointerleave', onLeave],
    [dom.stage, 'dblclick', onDouble], [dom.root, 'focus', () => pane.props.onActivate?.()], [dom.root, 'wheel', onWheel, { passive: false }], [dom.root, 'contextmenu', noMenu],
    [dom.rail, 'pointerdown', onRailDown], [dom.rail, 'pointermove', onRailMove], [dom.rail, 'pointerup', onRailUp], [dom.rail, 'pointercancel', onRailUp],
    [window, 'keydown', onKeyDown], [window, 'keyup', onKeyUp], [window, 'blur', onBlur],
  ];
  for (const [target, type, listener, options] of listeners) target.addEventListener(type, listener as EventListener, options);
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(ctrlTimer);
    for (const [target, type, listener] of listeners) target.removeEventListener(type, listener as EventListener);
  };
}
