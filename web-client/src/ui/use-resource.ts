import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Unreachable } from '../http/problem.js';
import { changes } from '../live/changes.js';
import { useRetry } from './use-retry.js';

export interface Resource<Data> {
  data: Data | undefined;
  /** The error of the last attempt. Older data may exist nevertheless. */
  error: unknown;
  reload: () => void;
  /** Sets the data from the response to another request. */
  put: (data: Data) => void;
}

/**
 * Loads data from the server, and again when it may have changed. `load` is taken from the latest render; for another
 * entity, mount another component by `key`.
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
  useRetry(state.error instanceof Unreachable, () => {
    setAttempt((count) => count + 1);
  });
  const put = useCallback((data: Data) => {
    // A running request may return older data.
    running.current?.abort();
    setState({ data, error: undefined });
  }, []);
  return { ...state, reload, put };
}
