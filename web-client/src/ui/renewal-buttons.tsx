import { useEffect } from 'preact/hooks';
import { sentenceFor, Unreachable } from '../http/problem.js';
import { live } from '../live/live.js';
import type { OfferState, RenewalOffer } from '../renewals/renewal-offer.js';
import { formatMoney } from '../time/money.js';

const sayPrice = ({ seconds, quote: { price } }: OfferState & { status: 'open' | 'renewing' }) =>
  `+${seconds / 60} min (${formatMoney(price.amount, price.currency)})`;

/** Why there is no button, or what the button is limited by. */
function remarkOn(state: OfferState): string | undefined {
  switch (state.status) {
    case 'taken':
      return 'Somebody else has the slot when your time is up.';
    case 'closed':
      return sentenceFor(state.reason);
    case 'unknown':
      return sentenceFor(state.failure);
    case 'open':
      if (state.failure instanceof Unreachable)
        return 'Not confirmed yet. It goes on when ParkMate can be reached.';
      if (state.failure !== undefined) return sentenceFor(state.failure);
      return state.seconds < usual ? 'Then somebody else has the slot.' : undefined;
    default:
      return undefined;
  }
}
const usual = 1_800;

interface Props {
  offer: RenewalOffer;
  isOver: boolean;
  /** Called when an attempt has ended, whichever way. */
  settled: () => void;
}

/** Renews with one tap for the price on the button. */
export function RenewalButton({ offer, isOver, settled }: Props) {
  const state = offer.state.value;
  const isConnected = live.value?.connection.state.value === 'connected';
  useEffect(() => {
    if (isConnected && state.status === 'unknown') void offer.ask();
  }, [isConnected]);

  if (isOver) return null;
  switch (state.status) {
    case 'open':
      return (
        <button type="button" class="primary" onClick={() => void offer.accept().then(settled)}>
          {sayPrice(state)}
        </button>
      );
    case 'renewing':
      return (
        <button type="button" class="primary" aria-disabled="true">
          Renewing…
        </button>
      );
    case 'unknown':
      return (
        <button type="button" class="quiet" onClick={() => void offer.ask()}>
          Try again
        </button>
      );
    case 'asking':
      return (
        <button type="button" class="primary" aria-disabled="true">
          +30 min (…)
        </button>
      );
    default:
      return null;
  }
}

/** What stands beside the button. */
export function RenewalRemark({ offer }: Pick<Props, 'offer'>) {
  const remark = remarkOn(offer.state.value);
  return <p role="status">{remark}</p>;
}
