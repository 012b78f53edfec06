import { create } from 'zustand';
import { defaultViewerSettings, imageMemoryFor, mouseTools, windowPresets, type MouseTool, type ViewerSettings, type WindowPreset } from '../viewer/index.ts';

export const overlaySizes = ['small', 'medium', 'large'] as const;
export type OverlaySize = (typeof overlaySizes)[number];
/** Factor of all texts and marks on images. */
export const overlayScale: Readonly<Record<OverlaySize, number>> = { small: 1, medium: 1.25, large: 1.5 };

/** `redGreen` and `blueYellow`: for readers who tell those pairs apart badly. */
export const palettes = ['standard', 'highContrast', 'redGreen', 'blueYellow'] as const;
export type Palette = (typeof palettes)[number];

/** Size of all text, in percent of the browser's. */
export const textSizes = ['100', '125', '150', '200'] as const;
export type TextSize = (typeof textSizes)[number];

/** Room for images in GB; `auto`: by the machine's memory. */
export const imageMemories = ['auto', '0.5', '1', '2', '4'] as const;
export type ImageMemory = (typeof imageMemories)[number];

/** What a browser tells of the machine's memory, bytes: powers of two up to 8 GB; 4 GB where it tells nothing. */
export const machineBytes = (): number => ((navigator as { readonly deviceMemory?: number }).deviceMemory ?? 4) * 1e9;
export const imageMemoryBytes = (chosen: ImageMemory): number => (chosen === 'auto' ? imageMemoryFor(machineBytes()) : Number(chosen) * 1e9);

/** How this person works: keys, mouse, windows, look. Kept with their preferences, without clinical weight. */
export type Settings = {
  /** Action → combination, only where it differs from the one it comes with. */
  readonly keys: Readonly<Record<string, string>>;
  readonly mouse: ViewerSettings['mouse'];
  readonly wheel: ViewerSettings['wheel'];
  readonly presets: readonly WindowPreset[];
  readonly overlay: OverlaySize;
  readonly palette: Palette;
  readonly text: TextSize;
  readonly imageMemory: ImageMemory;
};

export const defaultSettings: Settings = { keys: {}, mouse: defaultViewerSettings.mouse, wheel: defaultViewerSettings.wheel, presets: windowPresets, overlay: 'small', palette: 'standard', text: '100', imageMemory: 'auto' };

type Loose = Readonly<Record<string, unknown>>;
const record = (value: unknown): Loose => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {});
const oneOf = <T extends string>(known: readonly T[], value: unknown, otherwise: T): T => known.find((candidate) => candidate === value) ?? otherwise;

/** Widths and centres a CT can have; anything else is a slip. */
export const windowLimits = { center: [-2000, 4000], width: [1, 8000] } as const;
const within = (value: unknown, [low, high]: readonly [number, number]): value is number => typeof value === 'number' && Number.isFinite(value) && value >= low && value <= high;

function readPresets(stored: unknown): readonly WindowPreset[] {
  const own = record(stored);
  return windowPresets.map((preset) => {
    const { center, width } = record(own[preset.key]);
    return preset.width > 0 && within(center, windowLimits.center) && within(width, windowLimits.width) ? { ...preset, center, width } : preset;
  });
}

function readMouse(stored: unknown): Settings['mouse'] {
  const own = record(stored);
  const { mouse } = defaultSettings;
  const read = { left: oneOf<MouseTool>(mouseTools, own['left'], mouse.left), middle: oneOf<MouseTool>(mouseTools, own['middle'], mouse.middle), right: oneOf<MouseTool>(mouseTools, own['right'], mouse.right) };
  // A mouse that measures with no button cannot read a case.
  return Object.values(read).includes('measure') ? read : mouse;
}

/** Settings out of stored preferences; what is not as it should be falls back to what the program comes with. */
export function readSettings(stored: unknown): Settings {
  const from = record(stored);
  const own = record(from['settings']);
  return {
    keys: Object.fromEntries(Object.entries(record(from['keys'])).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
    mouse: readMouse(own['mouse']), wheel: oneOf(['normal', 'reversed'], own['wheel'], defaultSettings.wheel),
    presets: readPresets(own['presets']), overlay: oneOf(overlaySizes, own['overlay'], defaultSettings.overlay), palette: oneOf(palettes, own['palette'], defaultSettings.palette),
    text: oneOf(textSizes, own['text'], defaultSettings.text), imageMemory: oneOf(imageMemories, own['imageMemory'], defaultSettings.imageMemory),
  };
}

/** Settings as they are stored: `keys` and `settings` of the preferences, only what differs. */
export function storedSettings(settings: Settings): { readonly keys: Readonly<Record<string, string>>; readonly settings: Loose } {
  const changed = settings.presets.filter((preset) => { const first = windowPresets.find(({ key }) => key === preset.key); return first && (first.center !== preset.center || first.width !== preset.width); });
  return {
    keys: settings.keys,
    settings: { mouse: settings.mouse, wheel: settings.wheel, overlay: settings.overlay, palette: settings.palette, text: settings.text, imageMemory: settings.imageMemory, presets: Object.fromEntries(changed.map(({ key, center, width }) => [key, { center, width }])) },
  };
}

/** The settings in force in this window. */
export const useSettings = create<Settings>(() => defaultSettings);
