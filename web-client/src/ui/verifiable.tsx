import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { live } from '../live/live.js';
import type { Verification } from '../verifications/open-verifications.js';
import { activeElement } from './active-element.js';
import { OpenVerificationLine } from './open-verification-line.js';

interface Props {
  payment: Verification;
  /** What is there until it is verified. */
  children: (verify: () => void) => ComponentChildren;
}

/** A payment that can be verified, which can be taken back for a moment; until then nothing else is decided. */
export function Verifiable({ payment, children }: Props) {
  const verifications = live.value?.verifications;
  const open = verifications?.of(payment.paymentId);
  const place = useRef<HTMLDivElement>(null);
  const isOpen = open !== undefined;
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    // The button that had the focus has gone, and its opposite is in its place.
    if (wasOpen.current !== isOpen && !activeElement()?.closest('button, a, input'))
      place.current?.querySelector('button')?.focus({ preventScroll: true });
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <div ref={place}>
      {verifications && open ? (
        <OpenVerificationLine verifications={verifications} open={open} />
      ) : (
        children(() => verifications?.verify(payment))
      )}
    </div>
  );
}
