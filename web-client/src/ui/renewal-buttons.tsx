import { useEffect } from 'preact/hooks';
import { sentenceFor, Unreachable } from '../http/problem.js';
import { live } from '../live/live.js';
import type { OfferState, RenewalOffer } from '../renewals/renewal-offer.js';
import { shell } from '../texts/shell.js';
import { toastWords } from '../texts/toasts.js';
import { formatMoney } from '../time/money.js';

const sayPrice = ({ seconds, quote: { price } }: OfferState & { status: 'open' | 'renewing' }) =>
  toastWords.value.renewal.offer(seconds / 60, formatMoney(price.amount, price.currency));

/** Why there is no button, or what the button is limited by. */
function remarkOn(state: OfferState): string | undefined {
  const t = toastWords.value.renewal;
  switch (state.status) {
    case 'taken':
      return t.taken;
    case 'closed':
      return sentenceFor(state.reason);
    case 'unknown':
      return sentenceFor(state.failure);
    case 'open':
      if (state.failure instanceof Unreachable) return t.unconfirmed;
      if (state.failure !== undefined) return sentenceFor(state.failure);
      return state.seconds < usual ? t.takenThen : undefined;
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
          {toastWords.value.renewal.renewing}
        </button>
      );
    case 'unknown':
      return (
        <button type="button" class="quiet" onClick={() => void offer.ask()}>
          {shell.value.states.tryAgain}
        </button>
      );
    case 'asking':
      return (
        <button type="button" class="primary" aria-disabled="true">
          {toastWords.value.renewal.asking}
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
