import { useMemo, useRef, useState } from 'preact/hooks';
import { Submission } from '../http/submission.js';
import { useForgetUnreached } from './use-forget-unreached.js';

export interface Submitting<Body> {
  submit: (body: Body) => Promise<void>;
  isBusy: boolean;
  error: unknown;
}

/** Submits a command once (see `Submission`), with its busy and error state. */
export function useSubmission<Body, Answer>(
  send: (body: Body, idempotencyKey: string) => Promise<Answer>,
  done: (answer: Answer) => void,
): Submitting<Body> {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const latest = useRef(send);
  latest.current = send;
  const submission = useMemo(() => new Submission<Body, Answer>((...args) => latest.current(...args)), []);

  useForgetUnreached(error, () => {
    setError(undefined);
  });

  const submit = async (body: Body) => {
    if (isBusy) return;
    setBusy(true);
    setError(undefined);
    try {
      done(await submission.run(body));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return { submit, isBusy, error };
}
