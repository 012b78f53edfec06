import { useState, type SubmitEvent } from 'react';
import { isNadirError } from '../../../src/common/index.ts';
import { errorText } from '../../ui/index.ts';

export type Attempt = {
  readonly isBusy: boolean;
  /** Words of the last refusal; null before one and while the next is under way. */
  readonly failure: string | null;
  /** The last refusal was about the password or username. */
  readonly isWrong: boolean;
  readonly submit: (event: SubmitEvent<HTMLFormElement>) => void;
};

/** One form that asks the host: says what it refused and clears what must be typed again. */
export function useAttempt(run: () => Promise<void>, options: { readonly onRefused?: () => void; readonly onDone?: () => void } = {}): Attempt {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const attempt = async (): Promise<void> => {
    setBusy(true);
    setRefusal(null);
    try {
      await run();
      options.onDone?.();
    } catch (error) {
      setRefusal(error);
      options.onRefused?.();
    } finally {
      setBusy(false);
    }
  };
  return {
    isBusy,
    failure: refusal === null ? null : errorText(refusal),
    isWrong: isNadirError(refusal) && refusal.reason === 'wrongPassword',
    submit: (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (!isBusy) void attempt();
    },
  };
}
