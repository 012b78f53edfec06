import { create } from 'zustand';
import { navigate } from '../../ui/index.ts';

/** The section of the settings that is looked at; kept while the window is open. */
export const useShownSection = create<{ readonly shown: string }>(() => ({ shown: 'keys' }));

/** Opens the settings at one of their sections. */
export function openSettings(section: string): void {
  useShownSection.setState({ shown: section });
  navigate({ place: 'settings' });
}
