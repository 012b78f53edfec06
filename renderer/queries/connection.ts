import { create } from 'zustand';

/** Whether the host answers, and when the window last knew everything committed to be on disk. View state only. */
export const useConnection = create<{
  /** `refused`: the host was started anew and does not know this window. */
  readonly state: 'connecting' | 'connected' | 'lost' | 'refused';
  /** Commands under way. */
  readonly pending: number;
  readonly savedAt: Date | null;
}>(() => ({ state: 'connecting', pending: 0, savedAt: null }));
