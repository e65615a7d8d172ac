import { BellOff, MailX } from 'lucide-preact';
import { useId } from 'preact/hooks';
import type { Preferences } from '../../../contract/api/preferences.js';
import { preferencesWords } from '../texts/preferences.js';

const channels = ['email', 'push'] as const;
const urgencies = ['warning', 'task', 'news'] as const;

type HeardEvent = Preferences['events'][number];
type Choices = Preferences['choices'];

interface Props {
  events: HeardEvent[];
  reach: Preferences['reach'];
  choices: Choices;
  choose: (choices: Choices) => void;
}

/** A row for each event that this person may be told of, with a switch for each channel. */
export function EventChoices({ events, reach, choices, choose }: Props) {
  const t = preferencesWords.value;
  const groups = urgencies
    .map((urgency) => [urgency, events.filter((one) => one.urgency === urgency)] as const)
    .filter(([, heard]) => heard.length > 0);
  return (
    <section class="card form">
      <div>
        <h2>{t.events.title}</h2>
        <p class="hint">{t.events.hint}</p>
      </div>
      <Missing reach={reach} />
      <div class="ways">
        <div class="ways-head" aria-hidden="true">
          <span>{t.events.event}</span>
          {channels.map((channel) => (
            <span key={channel}>{t.events[channel]}</span>
          ))}
        </div>
        {groups.map(([urgency, heard]) => (
          <div key={urgency}>
            <h3>{t.events.urgency[urgency]}</h3>
            {heard.map(({ event, title }) => (
              <EventRow
                key={event}
                title={title}
                chosen={choices[event]}
                choose={(ways) => {
                  choose({ ...choices, [event]: ways });
                }}
              />
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

/** What stands between this person and a channel. */
function Missing({ reach }: Pick<Props, 'reach'>) {
  const t = preferencesWords.value.missing;
  if (reach.email === 'ready' && reach.push === 'ready') return <></>;
  return (
    <ul class="ways-missing">
      {reach.email !== 'ready' && (
        <li>
          <MailX aria-hidden="true" /> {t.email[reach.email]}
        </li>
      )}
      {reach.push !== 'ready' && (
        <li>
          <BellOff aria-hidden="true" /> {t.push}
        </li>
      )}
    </ul>
  );
}

interface RowProps {
  title: string;
  chosen: Choices[string] | undefined;
  choose: (ways: Choices[string]) => void;
}

function EventRow({ title, chosen = { email: false, push: false }, choose }: RowProps) {
  const t = preferencesWords.value.events;
  const id = useId();
  return (
    <div class="ways-row" role="group" aria-labelledby={id}>
      <p id={id}>{title}</p>
      {channels.map((channel) => (
        <label class="switch" key={channel}>
          <input
            type="checkbox"
            role="switch"
            checked={chosen[channel]}
            onChange={(event) => {
              choose({ ...chosen, [channel]: event.currentTarget.checked });
            }}
          />
          <span>{t[channel]}</span>
        </label>
      ))}
    </div>
  );
}
