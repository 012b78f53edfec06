/** One rendering engine for the window, started with the first pane. */
import { getRenderingCapabilities, init, RenderingEngine, setUseCPURendering } from '@cornerstonejs/core';
import { registerImageLoader } from '../series/imageLoader.ts';
import { registerMetadata } from '../series/metadata.ts';

export type RendererKind = 'cpu' | 'gpu';
export type RendererPreference = RendererKind | 'auto';

let preference: RendererPreference = 'auto';
let started: { readonly engine: RenderingEngine; readonly renderer: RendererKind } | null = null;

/** The GPU only where there is a real one: WebGL in software is slower than drawing on the CPU (architecture.md section 11). */
export function chooseRenderer(wanted: RendererPreference, found: { readonly webgl2: boolean; readonly softwareRasterizer: boolean }): RendererKind {
  if (!found.webgl2) return 'cpu';
  if (wanted !== 'auto') return wanted;
  return found.softwareRasterizer ? 'cpu' : 'gpu';
}

/** Sets which renderer to use; only before the first pane is shown. */
export function preferRenderer(wanted: RendererPreference): void {
  if (started) throw new Error('preferRenderer must be called before the first pane');
  preference = wanted;
}

/** Starts Cornerstone on first use. */
export function startEngine(): { readonly engine: RenderingEngine; readonly renderer: RendererKind } {
  if (started) return started;
  const renderer = chooseRenderer(preference, getRenderingCapabilities());
  // Four panes are the most a layout has; each context costs memory of the graphics card.
  init({ rendering: { useCPURendering: renderer === 'cpu', webGlContextCount: 4 }, debug: {} });
  setUseCPURendering(renderer === 'cpu', false);
  registerMetadata();
  registerImageLoader();
  started = { engine: new RenderingEngine('nadir'), renderer };
  return started;
}
