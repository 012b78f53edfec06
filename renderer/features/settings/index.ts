export { SettingsPlace } from './SettingsPlace.tsx';
export { useAppliedSettings } from './useSettingsChange.ts';
