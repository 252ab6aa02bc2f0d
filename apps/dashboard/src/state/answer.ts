import { useEffect, useState } from 'preact/hooks';

/** What is asked of a server, anew whenever what it depends on is another; what came before stays until the next comes. */
export function useAnswer<T>(ask: (aborted: AbortSignal) => Promise<T>, on: readonly unknown[]) {
  const [answer, setAnswer] = useState<T>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    const asking = new AbortController();
    ask(asking.signal).then(
      (found) => {
        setAnswer(found);
        setProblem(undefined);
      },
      (error: unknown) => {
        if (!asking.signal.aborted) setProblem(error);
      },
    );
    return () => asking.abort();
  }, on);
  return { answer, problem, setAnswer, setProblem };
}
