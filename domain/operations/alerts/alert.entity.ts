import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AlertSeverity } from '../../../contract/api/operations.js';

/** What a webhook is told of. */
export type WebhookChange = 'raised' | 'cleared';

/** A condition that operators should know of, from the moment it was raised until it was cleared. */
@Entity('alerts')
@Index('alerts_open', ['rule', 'subject'], { unique: true, where: 'cleared_at IS NULL' })
@Index('alerts_webhooks', ['webhookDueAt'], { where: 'webhook_due_at IS NOT NULL' })
@Index('alerts_cleared', ['clearedAt'], { where: 'cleared_at IS NOT NULL' })
export class AlertEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  /** The name of a rule of this or another release. */
  @Column({ type: 'text' })
  rule!: string;

  /** What it is about, such as a queue; empty where the rule has one subject only. */
  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'text' })
  @Check('alerts_severity_check', `severity IN ('warning', 'critical')`)
  severity!: AlertSeverity;

  /** What was measured when it was raised, such as "12 s". */
  @Column({ type: 'text' })
  figure!: string;

  @Column({ type: 'text' })
  message!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  raisedAt!: Date;

  /** When a process last found the condition to hold: another one that does not must not clear it. */
  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  seenAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  clearedAt!: Date | null;

  /** The event whose notifications are superseded when it is cleared. */
  @Column({ type: 'uuid', nullable: true })
  raisedEventId!: string | null;

  /** What the webhook is to be sent next; null while there is nothing. */
  @Column({ type: 'text', nullable: true })
  @Check('alerts_webhook_change_check', `webhook_change IN ('raised', 'cleared')`)
  webhookChange!: WebhookChange | null;

  /** When the next attempt is due, or the current one has timed out. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  webhookDueAt!: Date | null;

  @Column({ type: 'integer', default: 0 })
  webhookAttempts!: number;

  @Column({ type: 'text', nullable: true })
  webhookError!: string | null;
}
