import { isolate } from '../../events/catalog/wording.js';
import { hasShown } from './findings.js';
import { entry, type Entry } from './story-entry.js';
import type { StoryFacts } from './story-facts.js';
import { storyWords } from './words/index.js';

/** Devices by number, in the order in which their users signed in. */
function numbersOf({ devices, connections }: StoryFacts): (sessionId: string) => number {
  const sessions = [...new Set([...devices, ...connections].map(({ sessionId }) => sessionId))].sort();
  const numbers = new Map(sessions.map((sessionId, place) => [sessionId, place + 1]));
  return (sessionId) => numbers.get(sessionId) ?? 0;
}

const named = (device: string | null) => (device === null ? null : isolate(device));

/** The last that each device said it has shown. What it says covers everything before. */
export function deviceEntries(story: StoryFacts): Entry[] {
  const words = storyWords[story.language].device;
  const numberOf = numbersOf(story);
  const described = (id: string) => story.connections.some(({ sessionId }) => sessionId === id);
  return story.devices.flatMap((device) => {
    const shown = story.notifications
      .filter((one) => hasShown(device, one, story))
      .sort((a, b) => a.seq - b.seq);
    const last = shown.at(-1);
    if (!last) return [];
    // Only the last position is kept, with its time.
    const isOlder = device.lastShownSeq > last.seq;
    return [
      entry('shown', device.at, {
        title: words.shown(numberOf(device.sessionId), last.title, shown.length - 1, isOlder),
        ...{
          detail: described(device.sessionId) ? null : named(device.device),
          person: story.people.get(device.userId),
        },
      }),
    ];
  });
}

/** When the devices of the booking's user were connected. What each device is, is said of its first connection alone. */
export function connectionEntries(story: StoryFacts): Entry[] {
  const words = storyWords[story.language].device;
  const numberOf = numbersOf(story);
  const described = new Set<string>();
  const person = story.people.get(story.booking.userId);
  return story.connections.flatMap(({ sessionId, connectedAt, disconnectedAt, isGatewayLost, device }) => {
    const wasThere = connectedAt < story.createdAt;
    const detail = described.has(sessionId) ? null : named(device);
    described.add(sessionId);
    const began = entry('connected', wasThere ? story.createdAt : connectedAt, {
      title: (wasThere ? words.wasConnected : words.connected)(numberOf(sessionId)),
      ...{ detail, person },
    });
    if (!disconnectedAt) return [began];
    const ended = entry('disconnected', disconnectedAt, {
      title: (isGatewayLost ? words.lostServer : words.disconnected)(numberOf(sessionId)),
      person,
    });
    return [began, ended];
  });
}
