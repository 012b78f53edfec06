/** The viewer's door. Features see panes, presets and linking; never the toolkit underneath. */
export type { CaliperMeasure, PaneCaliper, PaneHandle, PaneProps, Placing } from './contract.ts';
export { reanchor } from './link/linkGroups.ts';
export { imageMemoryFor, type SeriesAhead } from './series/cacheRules.ts';
export { forgetUnusedSeries, heldImageBytes, holdSeries, setImageMemory, setSeriesAhead } from './series/imageMemory.ts';
export { preferRenderer, type RendererPreference } from './stage/engine.ts';
export { ViewerPane } from './ViewerPane.tsx';
export { defaultViewerSettings, mouseTools, setViewerSettings, type MouseTool, type ViewerSettings } from './viewerSettings.ts';
export { windowPresets, type WindowPreset } from './windowPresets.ts';
