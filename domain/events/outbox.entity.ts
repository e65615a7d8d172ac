import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A pending event. Inserted by a trigger, deleted by the transaction that writes its notifications. */
@Entity('outbox')
@Index('outbox_overdue', ['nextAt'], { where: 'attempts = 0 AND dead_at IS NULL' })
@Index('outbox_retries', ['nextAt'], { where: 'attempts > 0 AND dead_at IS NULL' })
@Index('outbox_dead', ['deadAt'], { where: 'dead_at IS NOT NULL' })
export class OutboxEntity {
  @PrimaryColumn({ type: 'uuid' })
  eventId!: string;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  /** When it is overdue for the relay, or due for its next attempt. */
  @Column({ type: 'timestamptz', default: () => `(clock_timestamp() + '00:00:02')` })
  nextAt!: Date;

  @Column({ type: 'text', nullable: true })
  lastError!: string | null;

  /** When it became a dead letter; null again after `retry-dead`. */
  @Column({ type: 'timestamptz', nullable: true })
  deadAt!: Date | null;
}
