import { effect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Unreachable } from '../http/problem.js';
import { live } from '../live/live.js';

/** Forgets that the server could not be reached as soon as it can: when the device or the live connection is back. */
export function useForgetUnreached(error: unknown, forget: () => void): void {
  const isUnreached = error instanceof Unreachable;
  useEffect(() => {
    if (!isUnreached) return undefined;
    let isFirst = true;
    const stop = effect(() => {
      const isConnected = live.value?.connection.state.value === 'connected';
      if (isConnected && !isFirst) forget();
      isFirst = false;
    });
    window.addEventListener('online', forget);
    return () => {
      stop();
      window.removeEventListener('online', forget);
    };
  }, [isUnreached]);
}
