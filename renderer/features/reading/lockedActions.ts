import { useReading } from '../../state/index.ts';

const isFunction = (value: unknown): value is (...args: readonly unknown[]) => unknown => typeof value === 'function';

/** The actions with all but `free` refused while `why` says something: what is signed, closed or another's read is looked at and not changed. The refusal stands where values are recorded. */
export function lockedActions<Actions extends object>(actions: Actions, free: readonly (keyof Actions)[], why: () => string | null): Actions {
  const guard = (run: (...args: readonly unknown[]) => unknown) => (...args: readonly unknown[]) => {
    const refusal = why();
    if (refusal === null) return run(...args);
    useReading.setState({ refusal, menu: null });
    return undefined;
  };
  return Object.fromEntries(Object.entries(actions).map(([name, run]) => [name, isFunction(run) && !free.includes(name as keyof Actions) ? guard(run) : run])) as Actions;
}
