import { ArrowDown } from 'lucide-preact';
import type { ListedPayment } from '../../../contract/api/payments.js';
import { listPayments } from '../http/payments.js';
import { session } from '../session/session.js';
import { businessWords } from '../texts/business.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { Empty, Shown } from '../ui/states.js';
import { usePages, type Pages } from '../ui/use-pages.js';
import { PaymentRow } from './payment-row.js';
import './sheet.js';
import { useStablePages } from './use-stable-pages.js';

/** The start page of owners and admins: what they have to decide, oldest first. */
export default function Payments() {
  const t = businessWords.value.payments;
  const pending = usePages((page, signal) =>
    listPayments({ ...page, status: 'pending', order: 'oldest' }, signal),
  );
  const refunds = usePages((page, signal) =>
    listPayments({ ...page, status: 'refund_due', order: 'oldest' }, signal),
  );
  return (
    <Page title={t.title} below={t.lead}>
      <section>
        <Shown of={pending} what={t.loading}>
          {({ isMore }) => (
            <Tasks title={t.toVerify} pages={pending} isMore={isMore} nothing={t.allVerified} />
          )}
        </Shown>
      </section>
      {refunds.data && refunds.data.items.length > 0 && (
        <section>
          <Tasks title={t.toRefund} pages={refunds} isMore={refunds.data.isMore} nothing={t.allRefunded} />
        </section>
      )}
    </Page>
  );
}

const isOwner = () => {
  const state = session.value;
  return state.status === 'signed-in' && state.user.role === 'owner';
};

interface TasksProps {
  title: string;
  pages: Pages<ListedPayment>;
  isMore: boolean;
  nothing: string;
}

/** Nothing moves under a pointer that is about to decide: see `useStablePages`. */
function Tasks({ title, pages, isMore, nothing }: TasksProps) {
  const t = businessWords.value.payments;
  const { rows, waiting, showNow } = useStablePages(pages);
  if (rows.every(({ isDone }) => isDone) && waiting === 0 && !isMore)
    return <Empty title={nothing}>{isOwner() && <a href="/business">{t.yourBusiness}</a>}</Empty>;
  return (
    <>
      <div class="tasks-head">
        <h2>{title}</h2>
        <div role="status">
          {waiting > 0 && (
            <button type="button" class="primary new-pill" onClick={showNow}>
              <ArrowDown aria-hidden="true" /> {t.fresh(waiting)}
            </button>
          )}
        </div>
      </div>
      <ul class="cards">
        {rows.map(({ item, isDone }) => (
          <PaymentRow key={item.id} payment={item} isDone={isDone} />
        ))}
      </ul>
      {isMore && <MoreButton more={pages.more} />}
    </>
  );
}
