import { expect } from 'chai';
import type { FuzzedRequest } from './requests.js';
import type { Received } from './send.js';

/** What a refusal may leave behind on purpose, by call and status. Anything else that changes is a fault. */
const traces: Record<string, string[]> = {
  // Wrong passwords are counted, and whoever they lock out is written to.
  'POST /auth/login 401': ['login_failures', 'letter_counts', 'deliveries'],
  'POST /auth/login 429': ['login_failures'],
  'POST /me/password 403': ['login_failures'],
  'POST /me/password 429': ['login_failures'],
  // A cookie that comes back used ends its session.
  'POST /auth/refresh 401': ['sessions'],
  // The user is told of a failed renewal, and a deadline that has passed is written down by whoever meets it first.
  'POST /bookings/{id}/renew 409': ['events', 'outbox', 'bookings'],
};

/** @throws AssertionError for an answer that no client could have been promised. */
export function judge({ call, headers }: FuzzedRequest, received: Received, changed: string[]): void {
  const { status, type, text, requestId } = received;
  expect(status, text).to.be.below(500);
  expect(text).not.to.match(/node_modules|\.[jt]s:\d+/);
  if (status < 400) return;

  expect(type, text).to.match(/^application\/problem\+json/);
  const problem = JSON.parse(text) as Record<string, unknown>;
  expect(problem).to.include.keys('type', 'title', 'detail');
  expect(problem).to.include({ status, requestId });
  expect(problem.code).to.match(/^[a-z]+(_[a-z]+)*$/);

  const kept = 'idempotency-key' in headers ? ['idempotency_keys'] : [];
  const allowed = [...kept, ...(traces[`${call} ${status}`] ?? [])];
  expect(
    changed.filter((table) => !allowed.includes(table)),
    `changed by a ${status}`,
  ).to.be.empty;
}
