import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { DeliveryEntity } from '../delivery.entity.js';

/** One attempt to send something to a webhook, kept for its owner to look at. */
@Entity('webhook_attempts')
@Index('webhook_attempts_delivery', ['deliveryId', 'id'])
export class WebhookAttemptEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => DeliveryEntity, { onDelete: 'CASCADE' })
  deliveryId!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  at!: Date;

  /** The status that the receiver answered with; null where there was no answer. */
  @Column({ type: 'integer', nullable: true })
  status!: number | null;

  /** What went wrong. */
  @Column({ type: 'text', nullable: true })
  error!: string | null;

  @Column({ type: 'integer' })
  tookMs!: number;
}
