import type { ListedPayment } from '../../../contract/api/payments.js';
import { listPayments } from '../http/payments.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { PaymentCard } from '../ui/payment-card.js';
import { Empty, Loading, Shown } from '../ui/states.js';
import { usePages, type Pages } from '../ui/use-pages.js';

const below = 'What waits for you, longest first.';

/** The start page of owners and admins: pending payments, oldest first. */
export default function Payments() {
  const refunds = usePages((page, signal) =>
    listPayments({ ...page, status: 'refund_due', order: 'oldest' }, signal),
  );
  const pending = usePages((page, signal) =>
    listPayments({ ...page, status: 'pending', order: 'oldest' }, signal),
  );
  // Both lists appear together, so that neither pushes the other down.
  const isWaiting = refunds.data === undefined && refunds.error === undefined;
  if (isWaiting) {
    return (
      <Page title="Payments" below={below}>
        <Loading what="Loading payments" />
      </Page>
    );
  }
  return (
    <Page title="Payments" below={below}>
      {refunds.data && refunds.data.items.length > 0 && (
        <section>
          <h2>To be refunded</h2>
          <Cards pages={refunds} items={refunds.data.items} isMore={refunds.data.isMore} />
        </section>
      )}
      <section>
        <h2>To be verified</h2>
        <Shown of={pending} what="Loading payments">
          {({ items, isMore }) =>
            items.length === 0 ? (
              <Empty title="All payments are verified" />
            ) : (
              <Cards pages={pending} items={items} isMore={isMore} />
            )
          }
        </Shown>
      </section>
    </Page>
  );
}

interface CardsProps {
  pages: Pages<ListedPayment>;
  items: readonly ListedPayment[];
  isMore: boolean;
}

const Cards = ({ pages, items, isMore }: CardsProps) => (
  <>
    <ul class="cards">
      {items.map((payment) => (
        <PaymentCard key={payment.id} payment={payment} />
      ))}
    </ul>
    {isMore && <MoreButton more={pages.more} />}
  </>
);
