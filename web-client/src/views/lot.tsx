import { useRoute } from 'preact-iso';
import { findLot } from '../http/api.js';
import { signInPath } from '../session/return-path.js';
import { isDriver, session } from '../session/session.js';
import { bookingWords } from '../texts/booking.js';
import { formatMoney } from '../time/money.js';
import { BayList } from '../ui/bays.js';
import { BookingForm } from '../ui/booking-form.js';
import { Page } from '../ui/page.js';
import { Shown } from '../ui/states.js';
import { useEvery } from '../ui/use-every.js';
import { useResource } from '../ui/use-resource.js';

const lookEveryMs = 15_000;

export default function LotView() {
  const { params, query } = useRoute();
  const { id = '' } = params;
  return <OneLot key={id} id={id} slotId={query.slot} />;
}

function OneLot({ id, slotId }: { id: string; slotId: string | undefined }) {
  const lot = useResource((signal) => findLot(id, signal));
  useEvery(lookEveryMs, lot.reload);
  const t = bookingWords.value.lots;
  const state = session.value;
  const mayBook = isDriver();
  const { data } = lot;
  return (
    <Page
      title={data?.name ?? t.lot}
      above={
        <a class="back" href={mayBook ? '/' : '/lots'}>
          <span aria-hidden="true">←</span> {t.all}
        </a>
      }
      below={
        data && (
          <>
            <bdi>{data.address}</bdi> ·{' '}
            {t.anHour(formatMoney(data.hourlyRate.amount, data.hourlyRate.currency))} ·{' '}
            {t.free(data.freeSlots, data.slotCount)}
          </>
        )
      }
    >
      <Shown of={lot} what={t.loadingOne}>
        {(lot) => (
          <>
            {mayBook ? <BookingForm lot={lot} slotId={slotId} /> : <BayList lot={lot} />}
            {state.status === 'signed-out' && (
              <p class="aside">
                <a class="primary button" href={signInPath(`/lots/${id}`)}>
                  {t.signInToBook}
                </a>
              </p>
            )}
          </>
        )}
      </Shown>
    </Page>
  );
}
