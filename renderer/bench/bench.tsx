/** The page of `npm run bench` and of the viewer's browser tests: real panes without the rest of the window. Not part of the product's bundle. */
import { createRoot } from 'react-dom/client';
import type { SeriesImages } from '../../src/api/wire.ts';
import { getJson } from '../backend.ts';
import { forgetUnusedSeries, heldImageBytes, preferRenderer, reanchor, windowPresets, type RendererPreference } from '../viewer/index.ts';
import './bench.css';
import { BenchPanes, changePane, handles, paneSetup, recorded, setPanes, type PaneSetup } from './BenchPanes.tsx';
import { dragCaliper, fetchBare, firstImage, loadOurs, openAndClose, scrollSlices } from './measures.ts';

const nadirBench = {
  images: (seriesId: string): Promise<SeriesImages> => getJson<SeriesImages>(`/api/series/${seriesId}/images`),
  setPanes, changePane, paneSetup, recorded, handles, reanchor, windowPresets,
  loadOurs, fetchBare, firstImage, openAndClose, scrollSlices, dragCaliper, forgetUnusedSeries, heldImageBytes,
  /** Shows one series per pane. */
  async show(seriesIds: readonly string[], setup: Partial<PaneSetup> = {}): Promise<void> {
    setPanes(await Promise.all(seriesIds.map(async (seriesId) => ({ ...setup, images: await nadirBench.images(seriesId) }))));
  },
  loadStock: async (urls: readonly string[]): Promise<number> => (await import('./stockLoader.ts')).loadStock(urls),
};

declare global {
  interface Window { nadirBench: typeof nadirBench }
}
window.nadirBench = nadirBench;

// ?renderer=gpu draws by WebGL even in software, for the tests of that path.
const wanted = new URLSearchParams(location.search).get('renderer');
if (wanted === 'cpu' || wanted === 'gpu') preferRenderer(wanted satisfies RendererPreference);
const root = document.getElementById('root');
if (root) createRoot(root).render(<BenchPanes />);
