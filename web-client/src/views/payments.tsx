import { listPayments } from '../http/api.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { PaymentCard } from '../ui/payment-card.js';
import { Empty, Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';

/** Where owners and admins start: what waits for them. */
export default function Payments() {
  const pages = usePages((page, signal) => listPayments({ ...page, status: 'pending' }, signal));
  return (
    <Page title="Payments" below="Waiting for you to verify them.">
      <Shown of={pages} what="Loading payments">
        {({ items, isMore }) => (
          <>
            {items.length === 0 && <Empty title="Nothing waits for you" />}
            <ul class="cards">
              {items.map((payment) => (
                <PaymentCard key={payment.id} payment={payment} />
              ))}
            </ul>
            {isMore && <MoreButton more={pages.more} />}
          </>
        )}
      </Shown>
    </Page>
  );
}
