import { useState } from 'preact/hooks';
import type { NotificationCounts as Read, ToldOver } from '../../../contract/api/analytics.js';
import { readNotificationCounts } from '../http/admin.js';
import { admin } from '../texts/admin.js';
import { formatSecond } from '../time/format.js';
import { Choice } from '../ui/form.js';
import { Page } from '../ui/page.js';
import { Shown } from '../ui/states.js';
import { useEvery } from '../ui/use-every.js';
import { useResource } from '../ui/use-resource.js';
import { CountedChannel } from './counted-channel.js';

/** As often as workers look what is to be counted. */
const everyMs = 15_000;

const timezone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

type Days = keyof typeof admin.value.notifications.ofDays;

const optionsOf = (names: Record<string, string>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

/** What becomes of what people are told: how much of it is shown, read and acted on, over each channel. */
export function NotificationCounts() {
  const t = admin.value.notifications;
  const [days, setDays] = useState<Days>('7');
  const [channel, setChannel] = useState<ToldOver>('inbox');
  return (
    <Page title={t.title} below={t.lead}>
      <div class="admin-choices">
        <Choice
          legend={t.days}
          name="days"
          options={optionsOf(t.ofDays)}
          value={days}
          onChange={(value) => {
            setDays(value as Days);
          }}
        />
        <Choice
          legend={t.channel}
          name="channel"
          options={optionsOf(t.channels)}
          value={channel}
          onChange={(value) => {
            setChannel(value as ToldOver);
          }}
        />
      </div>
      <CountsOfDays key={days} days={days} channel={channel} />
    </Page>
  );
}

function CountsOfDays({ days, channel }: { days: Days; channel: ToldOver }) {
  const t = admin.value.notifications;
  const read = useResource((signal) => readNotificationCounts({ days, timezone }, signal));
  useEvery(everyMs, read.reload);
  return (
    <Shown of={read} what={t.loading}>
      {(counts) => (
        <>
          <AsOf asOf={counts.asOf} />
          <CountedChannel
            counted={counts.channels.find((each) => each.channel === channel)}
            bounds={counts.timeToActBounds}
            isHourly={days === '1'}
          />
          <p class="hint">{t.note}</p>
        </>
      )}
    </Shown>
  );
}

function AsOf({ asOf }: Pick<Read, 'asOf'>) {
  const t = admin.value.notifications;
  if (asOf === null) return <p class="hint">{t.notYet}</p>;
  return (
    <p class="hint">
      {t.asOf} <time dateTime={asOf}>{formatSecond(asOf)}</time>
    </p>
  );
}
