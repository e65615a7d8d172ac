import { Counter } from 'prom-client';

const shown = new Counter({
  name: 'parkmate_notifications_shown_total',
  help: 'Notifications that a device has shown, each once however many devices of its user show it.',
});

const read = new Counter({
  name: 'parkmate_notifications_read_total',
  help: 'Notifications that were marked as read, each once.',
});

export function measureShown(count: number): void {
  shown.inc(count);
}

export function measureRead(count: number): void {
  read.inc(count);
}
