import { showError } from '../show-error.js';
import { entry, type Entry } from './story-entry.js';
import type { StoryDelivery, StoryFacts } from './story-facts.js';
import { storyWords } from './words/index.js';

/** What became of each delivery over a slow channel, at its end; of one that has not ended, when it is due. */
export function deliveryEntries(story: StoryFacts): Entry[] {
  return story.deliveries.map((delivery) => {
    const { status, attempts, endedAt, dueAt, userId } = delivery;
    const hasFailed =
      status === 'failed' || (endedAt === null && attempts > 0 && delivery.lastError !== null);
    return entry('delivery', endedAt ?? dueAt, {
      title: titleOf(delivery, story),
      detail: hasFailed ? showError(delivery.lastError) : null,
      person: story.people.get(userId),
      isProblem: hasFailed,
    });
  });
}

function titleOf({ status, channel, title, reason, attempts }: StoryDelivery, { language }: StoryFacts) {
  const words = storyWords[language].delivery;
  if (status === 'sent') return words.sent(channel, title, attempts);
  if (status === 'failed') return words.failed(channel, title, attempts);
  if (status === 'cancelled') return words.cancelled(channel, title, reason);
  return attempts > 0 ? words.again(channel, title, attempts) : words.due(channel, title);
}
