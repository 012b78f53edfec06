/** What page and worker say to each other. */
import type { FigureFile, FigureId, Told } from '../../../src/figures/index.ts';
import type { Query } from '../../backend.ts';
import type { Summary } from './summary.ts';

export type DrawSpace = { readonly width: number; readonly height: number; readonly text: number; readonly rows?: readonly [from: number, count: number] };
export type Drawn = { readonly title: string; readonly about: string; readonly empty: string | null; readonly body: string; /** Subjects that are not in it, definitions of its marks. */ readonly notes: string; readonly left: string; readonly near: 'x' | 'y' | 'xy'; readonly xs: Float32Array; readonly ys: Float32Array };
export type FileTheme = 'nadir-print' | 'nadir-dark';
export type FileKind = 'svg' | 'csv';
export type MadeFile = { readonly name: string; readonly text: string; readonly size: Pick<FigureFile, 'width' | 'height'> };

/** Each call with what it answers. Errors come as code and message. */
export type Calls = {
  /** Fetches an analysis and keeps it under `key`; the last few are kept. */
  readonly load: { readonly ask: { readonly key: string; readonly query: Query }; readonly answer: Summary };
  readonly draw: { readonly ask: { readonly key: string; readonly id: FigureId; readonly space: DrawSpace }; readonly answer: Drawn };
  /** What is said of a spot of the figure as it was drawn last. */
  readonly tell: { readonly ask: { readonly id: FigureId; readonly spot: number }; readonly answer: Told };
  readonly file: { readonly ask: { readonly key: string; readonly id: FigureId; readonly kind: FileKind; readonly theme: FileTheme; readonly at: string }; readonly answer: MadeFile };
};
export type CallName = keyof Calls;
export type Asked = { readonly [Name in CallName]: { readonly number: number; readonly name: Name; readonly ask: Calls[Name]['ask'] } }[CallName];
export type Answered = { readonly number: number } & ({ readonly answer: Calls[CallName]['answer'] } | { readonly failed: { readonly code: string; readonly message: string; readonly reason?: string | undefined } });
