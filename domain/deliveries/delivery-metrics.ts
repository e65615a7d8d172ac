import { Counter } from 'prom-client';
import type { Attempt, ChannelName } from './channel.js';
import type { CancelReason } from './decide.js';
import type { Outcome } from './finish-deliveries.js';

const attempts = new Counter({
  name: 'parkmate_delivery_attempts_total',
  help: 'Attempts to send something over a slow channel, by what the provider made of it.',
  labelNames: ['channel', 'attempt'],
});

const ended = new Counter({
  name: 'parkmate_deliveries_ended_total',
  help: 'Deliveries over slow channels that have ended: sent, failed, or cancelled for a reason.',
  labelNames: ['channel', 'outcome', 'reason'],
});

export function measureAttempt(channel: ChannelName, attempt: Attempt['is'], outcome: Outcome): void {
  attempts.inc({ channel, attempt });
  if (outcome !== 'due') ended.inc({ channel, outcome, reason: '' });
}

export function measureCancelled(channel: ChannelName, reason: CancelReason): void {
  ended.inc({ channel, outcome: 'cancelled', reason });
}
