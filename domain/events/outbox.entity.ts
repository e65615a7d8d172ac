import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An event that is still to be told. Written by a trigger, and deleted by the transaction that writes its notifications. */
@Entity('outbox')
@Index('outbox_overdue', ['nextAt'], { where: 'attempts = 0 AND dead_at IS NULL' })
@Index('outbox_retries', ['nextAt'], { where: 'attempts > 0 AND dead_at IS NULL' })
@Index('outbox_dead', ['deadAt'], { where: 'dead_at IS NOT NULL' })
export class OutboxEntity {
  @PrimaryColumn({ type: 'uuid' })
  eventId!: string;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  /** When it is overdue, or is to be tried again. */
  @Column({ type: 'timestamptz', default: () => `(clock_timestamp() + '00:00:02')` })
  nextAt!: Date;

  @Column({ type: 'text', nullable: true })
  lastError!: string | null;

  /** When it was given up, until somebody has it tried again. */
  @Column({ type: 'timestamptz', nullable: true })
  deadAt!: Date | null;
}
