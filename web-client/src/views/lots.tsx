import { LotList } from '../ui/lot-list.js';
import { Page } from '../ui/page.js';

export default function Lots() {
  return (
    <Page title="Lots" below="What is free at this moment.">
      <LotList />
    </Page>
  );
}
