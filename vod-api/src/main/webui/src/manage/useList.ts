import { useCallback, useEffect, useState } from 'preact/hooks';
import { asProblem, type ApiProblem } from '../api/problem';

export interface Loaded<T> {
  data: T | null;
  problem: ApiProblem | null;
  reload: () => Promise<void>;
}

/** What an admin page shows; asked for once and after each change. */
export function useLoaded<T>(ask: () => Promise<T>, on: readonly unknown[] = []): Loaded<T> {
  const [state, setState] = useState<{ data: T | null; problem: ApiProblem | null }>({ data: null, problem: null });
  const reload = useCallback(async () => {
    try {
      const data = await ask();
      setState({ data, problem: null });
    } catch (error) {
      setState((before) => ({ ...before, problem: asProblem(error) }));
    }
  }, on);
  useEffect(() => void reload(), [reload]);
  return { ...state, reload };
}
