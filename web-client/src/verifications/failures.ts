import { useEffect, useState } from 'preact/hooks';

/** By payment, what shows on the page that it could not be verified. */
const shownBy = new Map<string, (error: unknown) => void>();

/** @returns whether something on the page shows it, so that no toast has to. */
export function showFailure(paymentId: string, error: unknown): boolean {
  const show = shownBy.get(paymentId);
  show?.(error);
  return show !== undefined;
}

/** Why a payment could not be verified after all, and a function that forgets it. */
export function useFailure(paymentId: string): { failure: unknown; forget: () => void } {
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    shownBy.set(paymentId, setFailure);
    return () => {
      if (shownBy.get(paymentId) === setFailure) shownBy.delete(paymentId);
    };
  }, [paymentId]);
  return {
    failure,
    forget: () => {
      setFailure(undefined);
    },
  };
}
