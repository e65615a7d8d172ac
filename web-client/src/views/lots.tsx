import { bookingWords } from '../texts/booking.js';
import { LotList } from '../ui/lot-list.js';
import { Page } from '../ui/page.js';

export default function Lots() {
  const t = bookingWords.value.lots;
  return (
    <Page title={t.title} below={t.lead}>
      <LotList />
    </Page>
  );
}
