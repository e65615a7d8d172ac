import { expect } from 'chai';
import { aStory, at, connection, device, event, notification } from '../../../test/harness/example-story.js';
import { entriesOf } from './entries.js';
import type { StoryFacts } from './story-facts.js';

const entries = (changes: Partial<StoryFacts>) => entriesOf(aStory(changes), 500).entries;
const problems = (changes: Partial<StoryFacts>) => entries(changes).filter(({ isProblem }) => isProblem);
const titlesOf = (changes: Partial<StoryFacts>) => problems(changes).map(({ title }) => title);

const warned = event('booking.expiring', '20:55:00.004');
const expired = event('booking.expired', '21:00:00.006');
const done = {
  ...{ storedStatus: 'completed', warnedAt: at('20:55:00'), events: [warned, expired], asOf: at('21:10:00') },
} satisfies Partial<StoryFacts>;

describe('The entries of a story', () => {
  it('are in the order of time, with the time since the one before', () => {
    const all = entries({
      ...done,
      notifications: [notification(expired, 2, { readAt: at('21:00:04') }), notification(warned, 1)],
      devices: [device('phone', 2)],
      connections: [connection('phone', '20:59:00', null)],
    });
    expect(all.map(({ at: time, kind, sinceMs }) => [time.slice(11, 23), kind, sinceMs])).to.deep.equal([
      ['20:55:00.004', 'event', 0],
      ['20:55:00.004', 'notification', 0],
      ['20:59:00.000', 'connected', 239_996],
      ['21:00:00.006', 'event', 60_006],
      ['21:00:00.006', 'notification', 0],
      ['21:00:02.000', 'shown', 1_994],
      ['21:00:04.000', 'read', 2_000],
    ]);
  });

  it('name who it was', () => {
    const declined = event('booking.declined', '20:30:00', { actorId: 'owner' });
    const [first, second] = entries({
      ...{
        storedStatus: 'cancelled_by_admin',
        events: [declined],
        notifications: [notification(declined, 1)],
      },
    });
    expect(first).to.include({ userId: 'owner', userName: 'Bob', role: 'owner' });
    expect(second).to.include({ userId: 'user', userName: 'Ann', role: 'user' });
    const unknown = entries({ events: [event('booking.renewed', '20:30:00', { actorId: 'gone' })] });
    expect(unknown[0]).to.include({ userId: null, userName: null, role: null });
  });

  it('are no problem when all went well', () => {
    expect(titlesOf(done)).to.deep.equal([]);
    expect(titlesOf({})).to.deep.equal([]);
  });

  it('mark an expiry that was late by over a second, or early', () => {
    for (const [time, isProblem] of [
      ['21:00:00.999', false],
      ['21:00:01.001', true],
      ['20:59:59.999', true],
    ] as const)
      expect(titlesOf({ ...done, events: [event('booking.expired', time)] }), time).to.deep.equal(
        isProblem ? ['booking.expired'] : [],
      );
  });

  it('mark a deadline that nothing has met, and a warning that was not written', () => {
    expect(titlesOf({ warnedAt: at('20:55:00'), asOf: at('21:00:02') })).to.deep.equal(['Should have ended']);
    expect(titlesOf({ asOf: at('20:55:02') })).to.deep.equal(['Warning was due and was not written']);
    expect(titlesOf({ ...done, warnedAt: null })).to.deep.equal(['Warning was due and was not written']);
    // It was too short for one.
    expect(titlesOf({ ...done, warnedAt: null, warnAt: null })).to.deep.equal([]);
  });

  it('mark what the outbox holds for long, tries again or has given up', () => {
    const held = (waiting: object) => ({
      events: [
        {
          ...event('booking.renewed', '20:30:00'),
          waiting: { attempts: 0, nextAt: at('20:30:02'), lastError: null, deadAt: null, ...waiting },
        },
      ],
      asOf: at('20:30:05'),
    });
    expect(titlesOf(held({}))).to.deep.equal([]);
    expect(titlesOf({ ...held({}), asOf: at('20:30:13') })).to.have.lengthOf(1);
    expect(titlesOf(held({ attempts: 2, lastError: 'E' }))).to.deep.equal([
      'Attempt 3 to write the notifications of "booking.renewed"',
    ]);
    const [dead] = problems(held({ attempts: 10, lastError: 'E', deadAt: at('20:30:04') }));
    expect(dead).to.include({ kind: 'job', at: '2026-11-26T20:30:04.000Z', detail: 'E' });
  });

  it('mark a notification that was not shown though a device was connected for long enough', () => {
    const unseen = { ...done, notifications: [notification(expired, 1)] };
    expect(titlesOf(unseen)).to.deep.equal([]);
    expect(titlesOf({ ...unseen, connections: [connection('phone', '20:00:00', '21:00:05')] })).to.deep.equal(
      [],
    );
    const connections = [connection('phone', '20:00:00', '21:00:30')];
    expect(titlesOf({ ...unseen, connections })).to.deep.equal(['Notification "booking.expired"']);
    expect(titlesOf({ ...unseen, connections, devices: [device('phone', 1)] })).to.deep.equal([]);
    const ofOwner = [{ ...notification(expired, 1), userId: 'owner' }];
    expect(titlesOf({ ...unseen, connections, notifications: ofOwner })).to.deep.equal([]);
  });

  it('mark a notification that came after that of a later event', () => {
    const notifications = [notification(expired, 1), notification(warned, 2)];
    expect(titlesOf({ ...done, notifications })).to.deep.equal(['Notification "booking.expiring"']);
    // Two of one moment may come in any order.
    const twins = [event('booking.created', '20:00:00.001'), event('slot.released', '20:00:00.002')];
    const swapped = twins.map((one, place) => notification(one, 2 - place));
    expect(titlesOf({ events: twins, notifications: swapped })).to.deep.equal([]);
  });

  it('tell connections of before from those of a later time, and count devices', () => {
    const connections = [connection('a', '19:00:00', '20:10:00'), connection('b', '20:05:00', null)];
    expect(entries({ connections }).map(({ title }) => title)).to.deep.equal([
      'Device 1 was connected already',
      'Device 2 connected',
      'Device 1 disconnected',
      'Warning due',
      'Ends',
    ]);
  });

  it('say what a device is where it appears first, and not each time that it connects', () => {
    const known = (...times: Parameters<typeof connection>) => ({ ...connection(...times), device: 'Phone' });
    const connections = [known('a', '20:01:00', '20:02:00'), known('a', '20:03:00', '20:04:00')];
    const devices = [
      { ...device('a', 1), device: 'Phone' },
      { ...device('b', 1), device: 'Tablet' },
    ];
    const events = [event('booking.created', '20:00:00')];
    const notifications = events.map((one) => notification(one, 1));
    const said = entries({ connections, devices, events, notifications }).filter(({ title }) =>
      title.startsWith('Device'),
    );
    expect(
      said.map(({ title, detail }) => [title.slice(0, 12), detail && detail.replace(/[\u2066-\u2069]/g, '')]),
    ).to.deep.equal([
      ['Device 1 con', 'Phone'],
      ['Device 1 dis', null],
      ['Device 1 con', null],
      ['Device 1 dis', null],
      ['Device 1 has', null],
      ['Device 2 has', 'Tablet'],
    ]);
  });

  it('are the newest where there are too many', () => {
    const events = Array.from({ length: 10 }, (_, n) => event('booking.renewed', `20:0${n}:00`));
    const { entries: newest, isComplete } = entriesOf(aStory({ events }), 5);
    expect(newest.map(({ at: time }) => time.slice(11, 16))).to.deep.equal([
      '20:07',
      '20:08',
      '20:09',
      '20:55',
      '21:00',
    ]);
    expect(isComplete).to.equal(false);
  });
});
