import { expect } from 'chai';
import {
  aStory,
  at,
  connection,
  device,
  event,
  notification,
} from '../../../../test/harness/example-story.js';
import { entriesOf } from '../entries.js';
import type { StoryFacts } from '../story-facts.js';
import { summarize } from '../summary.js';

const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '');

const warned = event('booking.expiring', '20:55:00.004');
const expired = event('booking.expired', '21:00:00.006');
const declined = event('booking.declined', '20:31:00', { actorId: 'owner' });
const waiting = { attempts: 10, nextAt: at('20:56:00'), lastError: null, deadAt: at('20:56:00') };
const booked = event('booking.created', '20:00:00');
const retried = event('booking.renewed', '20:10:00', { waiting: { ...waiting, attempts: 2, deadAt: null } });
const over = { storedStatus: 'completed', warnedAt: at('20:55:00.003'), asOf: at('21:10:00') } as const;
const told = [notification(warned, 1), notification(expired, 2, { readAt: at('21:00:04') })];

/** Stories in which everything is said that can be, with the summary of each in Spanish. */
const stories: [Partial<StoryFacts>, string][] = [
  [
    { ...over, events: [warned, expired], notifications: told, devices: [device('phone', 2)] },
    'Se avisó 20:55:00.004, se mostró en 1 dispositivo; venció 21:00:00.006 (6 ms tarde), se mostró en 1 dispositivo, se leyó 21:00:04.',
  ],
  [
    { ...over, warnedAt: null, events: [event('booking.expired', '20:59:59.900')] },
    'No se avisó, aunque correspondía 20:55:00; venció 20:59:59.900 (100 ms antes), sin notificación.',
  ],
  [
    {
      ...{ ...over, warnedAt: at('20:55:03'), events: [warned, { ...expired, waiting }] },
      notifications: [notification(warned, 1, { supersededAt: at('21:00:00') })],
      connections: [connection('phone', '19:00:00', '20:58:00')],
    },
    'Se avisó 20:55:00.004, 3 s tarde, no se mostró aunque había un dispositivo conectado; ' +
      'venció 21:00:00.006 (6 ms tarde), su notificación se abandonó; 1 evento abandonado: booking.expired.',
  ],
  [
    {
      ...{ events: [booked, retried], asOf: at('20:30:00'), notifications: [notification(booked, 2)] },
      connections: [connection('a', '20:01:00', null), connection('b', '20:02:00', '20:03:00')],
    },
    'Se reservó 20:00:00; se renovó 20:10:00; aviso previsto 20:55:00; termina 21:00:00; 1 evento retenido: booking.renewed.',
  ],
  [
    { events: ['20:10:00', '20:20:00'].map((time) => event('booking.renewed', time)), warnAt: null },
    'Se reservó 20:00:00; se renovó 2 veces, la última 20:20:00; no se avisa, porque su final estaba demasiado cerca; termina 21:00:00.',
  ],
  [
    { events: ['20:10:00', '20:20:00'].map((time) => event('booking.renewed', time)), isComplete: false },
    'Se reservó 20:00:00; se renovó al menos 2 veces, la última 20:20:00; aviso previsto 20:55:00; termina 21:00:00.',
  ],
  [
    { startsAt: at('23:30:00'), endsAt: new Date(at('23:30:00').getTime() + 7_200_000) },
    'Se reservó 20:00:00; comienza 23:30:00; termina 27 nov 01:30:00.',
  ],
  [
    { asOf: at('21:02:00'), warnedAt: at('20:55:00') },
    'Se reservó 20:00:00; se avisó 20:55:00; debía terminar 21:00:00 y todavía no ha terminado (2 min tarde).',
  ],
  [{ ...over, events: [], notifications: [] }, 'Se avisó 20:55:00.003; terminó 21:00:00.'],
  [
    { ...{ storedStatus: 'cancelled_by_user', events: [event('booking.cancelled', '20:30:00')] } },
    'La canceló su usuario 20:30:00.',
  ],
  [
    { storedStatus: 'cancelled_by_admin', declineReason: 'Flooded', events: [declined] },
    'La rechazó el dueño Bob 20:31:00 (Flooded), sin notificación.',
  ],
  [{ storedStatus: 'cancelled_by_admin', declineReason: 'Flooded' }, 'Se rechazó (Flooded).'],
];

describe('A story in Spanish', () => {
  for (const [changes, summary] of stories) {
    it(`says: ${summary}`, () => {
      expect(plain(summarize(aStory({ ...changes, language: 'es' })))).to.equal(summary);
    });
  }

  it('has the entries of the English one, each in other words but for what it quotes', () => {
    for (const [changes] of stories) {
      const [english, spanish] = (['en', 'es'] as const).map(
        (language) => entriesOf(aStory({ ...changes, language }), 500).entries,
      );
      const facts = ({ at: time, kind, isProblem }: { at: string; kind: string; isProblem: boolean }) => [
        ...[time, kind, isProblem],
      ];
      expect(spanish?.map(facts)).to.deep.equal(english?.map(facts));
      spanish?.forEach(({ kind, title, detail }, place) => {
        const inEnglish = english?.[place];
        // The title of an event is the catalogue's.
        if (kind !== 'event') expect(title).not.to.equal(inEnglish?.title);
        expect(`${title} ${detail ?? ''}`).not.to.match(/\b(the|of|and|was|late|ends|before|for)\b/);
      });
    }
  });

  it('names devices, and what they have shown', () => {
    const titles = (changes: Partial<StoryFacts>) =>
      entriesOf(aStory({ ...changes, language: 'es' }), 500).entries.map(({ title }) => title);
    const connections = [
      connection('a', '19:00:00', '20:10:00'),
      { ...connection('b', '20:05:00', '20:20:00'), isGatewayLost: true },
    ];
    expect(titles({ connections })).to.deep.equal([
      ...['El dispositivo 1 ya estaba conectado', 'El dispositivo 2 se conectó'],
      ...[
        'El dispositivo 1 se desconectó',
        'El dispositivo 2 perdió su servidor',
        'Aviso previsto',
        'Termina',
      ],
    ]);
    const shown = { ...over, events: [warned, expired], notifications: told, devices: [device('phone', 3)] };
    expect(titles(shown)).to.include('El dispositivo 1 ya había mostrado “booking.expired” y 1 antes');
  });
});
