/** Fetches analyses, keeps them and draws their figures, so that the window never waits for ten thousand subjects. */
import { isNadirError } from '../../../src/common/index.ts';
import { unpackAnalysis } from '../../../src/casefile/index.ts';
import { drawFigure, figureCsv, figureFileName, figureKinds, figureSvg, themes, type Drawing, type FigureId, type FigureSource } from '../../../src/figures/index.ts';
import { getBytes } from '../../backend.ts';
import type { Answered, Asked, Calls } from './protocol.ts';
import { summaryOf } from './summary.ts';

/** Analyses kept, the last asked for last. */
const mostKept = 4;
/** Most lines of a spider on the screen; more than this are a blot. Files have all. */
const mostLines = 500;

const kept = new Map<string, FigureSource>();
const drawn = new Map<FigureId, Drawing['tell']>();

function sourceOf(key: string): FigureSource {
  const found = kept.get(key);
  if (!found) throw new Error('The analysis is no longer kept. Open the page again.');
  return found;
}

/** The answer's two parts: length of the head, the head, and from the next multiple of 8 the columns. */
function unpacked(bytes: ArrayBuffer): FigureSource {
  const length = new DataView(bytes).getUint32(0, true);
  return unpackAnalysis({ head: new TextDecoder().decode(new Uint8Array(bytes, 4, length)), columns: bytes }, Math.ceil((4 + length) / 8) * 8);
}

async function load({ key, query }: Calls['load']['ask']): Promise<Calls['load']['answer']> {
  const source = unpacked(await (await getBytes('/api/study/figures', query)).arrayBuffer());
  kept.delete(key);
  kept.set(key, source);
  for (const old of [...kept.keys()].slice(0, -mostKept)) kept.delete(old);
  return summaryOf(key, source);
}

function draw({ key, id, space }: Calls['draw']['ask']): Calls['draw']['answer'] {
  const source = sourceOf(key);
  const kind = figureKinds[id];
  const [title, about, empty] = [kind.title(source), kind.about(source), kind.empty(source)];
  if (empty !== null || space.width < 40 || space.height < 40) return { title, about, empty, body: '', notes: '', left: '', near: 'xy', xs: new Float32Array(), ys: new Float32Array() };
  const { body, left, spots, tell } = drawFigure(id, source, { ...space, theme: themes.window, mostLines });
  drawn.set(id, tell);
  return { title, about, empty, body, notes: kind.notes(source).join(' '), left, near: spots.near, xs: Float32Array.from(spots.xs), ys: Float32Array.from(spots.ys) };
}

function file({ key, id, kind, theme, at }: Calls['file']['ask']): Calls['file']['answer'] {
  const source = sourceOf(key);
  const name = `${figureFileName(id, source)}.${kind}`;
  if (kind === 'csv') return { name, text: figureCsv(id, source), size: { width: 0, height: 0 } };
  const { svg, ...size } = figureSvg(id, source, { theme, at });
  return { name, text: svg, size };
}

async function answer(asked: Asked): Promise<Calls[keyof Calls]['answer']> {
  switch (asked.name) {
    case 'load': return load(asked.ask);
    case 'draw': return draw(asked.ask);
    case 'tell': return drawn.get(asked.ask.id)?.(asked.ask.spot) ?? { title: '', lines: [], subjectId: null };
    case 'file': return file(asked.ask);
  }
}

const scope = self as unknown as { postMessage: (message: Answered, transfer: Transferable[]) => void; onmessage: ((event: MessageEvent<Asked>) => void) | null };
scope.onmessage = ({ data }) => {
  answer(data).then(
    (made) => scope.postMessage({ number: data.number, answer: made }, 'xs' in made ? [made.xs.buffer, made.ys.buffer] : []),
    (cause: unknown) => scope.postMessage({ number: data.number, failed: isNadirError(cause) ? { code: cause.code, message: cause.message, reason: cause.reason } : { code: 'defect', message: cause instanceof Error ? cause.message : String(cause) } }, []),
  );
};
