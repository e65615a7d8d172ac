import { answers } from './answers.js';
import { deliveries } from './deliveries.js';
import { expiry } from './expiry.js';
import type { Invariant } from './invariant.js';
import { lost } from './lost.js';
import { money } from './money.js';
import { onTime } from './on-time.js';
import { once } from './once.js';
import { ownOnly } from './private.js';
import { queues } from './queues.js';
import { renewed } from './renewed.js';
import { sequences } from './sequences.js';

export const invariants: readonly Invariant[] = [
  ...[lost, once, expiry, onTime, renewed, ownOnly, answers, queues, sequences, money, deliveries],
];
