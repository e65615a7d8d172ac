import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { changes } from '../live/changes.js';

export interface Resource<Data> {
  data: Data | undefined;
  /** Why the last attempt failed. There may be older data all the same. */
  error: unknown;
  reload: () => void;
  /** Shows what the server has answered to something else. */
  put: (data: Data) => void;
}

/**
 * Shows something of the server's: read at first, and again whenever it may have changed. `load` is read anew at each
 * rendering; a view of another thing is another view, with a `key` of its own.
 */
export function useResource<Data>(load: (signal: AbortSignal) => Promise<Data>): Resource<Data> {
  const [state, setState] = useState<{ data: Data | undefined; error: unknown }>({
    data: undefined,
    error: undefined,
  });
  const [attempt, setAttempt] = useState(0);
  const running = useRef<AbortController | null>(null);
  const change = changes.value;

  useEffect(() => {
    const controller = new AbortController();
    running.current = controller;
    const settle = (next: (old: typeof state) => typeof state) => {
      if (!controller.signal.aborted) setState(next);
    };
    load(controller.signal).then(
      (data) => {
        settle(() => ({ data, error: undefined }));
      },
      (error: unknown) => {
        settle(({ data }) => ({ data, error }));
      },
    );
    return () => {
      controller.abort();
    };
  }, [change, attempt]);

  const reload = useCallback(() => {
    setState(({ data }) => ({ data, error: undefined }));
    setAttempt((count) => count + 1);
  }, []);
  const put = useCallback((data: Data) => {
    // An answer that is on its way may be older.
    running.current?.abort();
    setState({ data, error: undefined });
  }, []);
  return { ...state, reload, put };
}
