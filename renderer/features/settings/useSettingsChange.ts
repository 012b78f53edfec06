import { useCallback, useEffect } from 'react';
import { usePreferences, useSetPreferences } from '../../queries/index.ts';
import { imageMemoryBytes, overlayScale, readSettings, storedSettings, useSettings, type Settings } from '../../state/index.ts';
import { setKeyOverrides, setTextSize, toastFailure } from '../../ui/index.ts';
import { setImageMemory, setViewerSettings } from '../../viewer/index.ts';

/** Puts settings in force in this window. */
export function applySettings(settings: Settings): void {
  useSettings.setState(settings);
  setKeyOverrides(settings.keys);
  setTextSize(Number(settings.text));
  setImageMemory(imageMemoryBytes(settings.imageMemory));
  // The palette first: panes read their colours when they hear of the change.
  if (settings.palette === 'standard') delete document.documentElement.dataset['palette'];
  else document.documentElement.dataset['palette'] = settings.palette;
  setViewerSettings({ mouse: settings.mouse, wheel: settings.wheel, overlayScale: overlayScale[settings.overlay] });
}

/** Keeps this window's settings those of the person who works in it. */
export function useAppliedSettings(): void {
  const { data } = usePreferences();
  const [keys, settings] = [data?.['keys'], data?.['settings']];
  const isKnown = data !== undefined;
  useEffect(() => { if (isKnown) applySettings(readSettings({ keys, settings })); }, [isKnown, keys, settings]);
}

/** The settings in force, and the way to change them: at once in this window, and kept for the person. */
export function useSettingsChange(): { readonly settings: Settings; readonly change: (changes: Partial<Settings>) => void } {
  const settings = useSettings();
  const set = useSetPreferences();
  const change = useCallback((changes: Partial<Settings>) => {
    const next = { ...useSettings.getState(), ...changes };
    applySettings(next);
    set(storedSettings(next), toastFailure);
  }, [set]);
  return { settings, change };
}
