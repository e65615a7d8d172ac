import { BellOff, MailX } from 'lucide-preact';
import { useId } from 'preact/hooks';
import type { Preferences } from '../../../contract/api/preferences.js';
import { preferencesWords } from '../texts/preferences.js';
import { SaveNote } from './save-note.js';
import type { Saving } from './saving.js';

const channels = ['email', 'push'] as const;
type Channel = (typeof channels)[number];
const urgencies = ['warning', 'task', 'news'] as const;

type HeardEvent = Preferences['events'][number];
type Choices = Preferences['choices'];

interface Props {
  events: HeardEvent[];
  reach: Preferences['reach'];
  choices: Choices;
  saving: Saving;
}

/** A row for each event that this person may be told of, with a switch for each channel that there is. */
export function EventChoices({ events, reach, choices, saving }: Props) {
  const t = preferencesWords.value;
  const groups = urgencies
    .map((urgency) => [urgency, events.filter((one) => one.urgency === urgency)] as const)
    .filter(([, heard]) => heard.length > 0);
  const ways = channels.filter((channel) => reach[channel] !== 'unavailable');
  return (
    <section class="card form">
      <div>
        <h2>{t.events.title[ways.length > 1 ? 'both' : (ways[0] ?? 'both')]}</h2>
        <p class="hint">{reach.email === 'unavailable' ? t.events.pushHint : t.events.hint}</p>
      </div>
      <Missing reach={reach} />
      <div class="ways" data-ways={ways.length}>
        <div class="ways-head" aria-hidden="true">
          <span>{t.events.event}</span>
          {ways.map((channel) => (
            <span key={channel}>{t.events[channel]}</span>
          ))}
        </div>
        {groups.map(([urgency, heard]) => (
          <div key={urgency}>
            <h3>{t.events.urgency[urgency]}</h3>
            {heard.map(({ event, title }) => (
              <EventRow
                key={event}
                {...{ event, title, ways, saving }}
                chosen={choices[event]}
                choose={(now) => {
                  saving.change({ choices: { ...choices, [event]: now } }, event);
                }}
              />
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

/** What stands between this person and a channel. Most of it is mended on the page of their account. */
function Missing({ reach }: Pick<Props, 'reach'>) {
  const t = preferencesWords.value.missing;
  if (reach.email === 'ready' && reach.push === 'ready') return <></>;
  return (
    <ul class="ways-missing">
      {reach.email !== 'ready' && (
        <li>
          <MailX aria-hidden="true" />
          <span>
            {t.email[reach.email]} {reach.email === 'not_verified' && <a href="/account">{t.verify}</a>}
          </span>
        </li>
      )}
      {reach.push !== 'ready' && (
        <li>
          <BellOff aria-hidden="true" />
          <span>
            {t.push[reach.push]} {reach.push === 'not_on_this_device' && <a href="/account">{t.switchOn}</a>}
          </span>
        </li>
      )}
    </ul>
  );
}

interface RowProps {
  event: string;
  title: string;
  ways: readonly Channel[];
  saving: Saving;
  chosen: Choices[string] | undefined;
  choose: (ways: Choices[string]) => void;
}

function EventRow({ event, title, ways, saving, chosen = { email: false, push: false }, choose }: RowProps) {
  const t = preferencesWords.value.events;
  const id = useId();
  return (
    <div class="ways-row" role="group" aria-labelledby={id}>
      <div class="ways-what">
        <p id={id}>{title}</p>
        <SaveNote saving={saving} place={event} />
      </div>
      {ways.map((channel) => (
        <label class="switch" key={channel}>
          <input
            type="checkbox"
            role="switch"
            checked={chosen[channel]}
            onChange={({ currentTarget }) => {
              choose({ ...chosen, [channel]: currentTarget.checked });
            }}
          />
          <span>{t[channel]}</span>
        </label>
      ))}
    </div>
  );
}
