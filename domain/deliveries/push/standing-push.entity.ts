import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PushSubscriptionEntity } from '../push-subscription.entity.js';

/** What a device shows until it is replaced or closed: at most one notification of each tag. */
@Entity('standing_pushes')
@Index('standing_pushes_look', ['lookAt'])
export class StandingPushEntity {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey(() => PushSubscriptionEntity, { onDelete: 'CASCADE' })
  subscriptionId!: string;

  @PrimaryColumn({ type: 'text' })
  tag!: string;

  /** No foreign key: of one that is no more, the next look takes the row away. */
  @Column({ type: 'uuid' })
  notificationId!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  sentAt!: Date;

  /** When it is looked at again whether it is still true. */
  @Column({ type: 'timestamptz', precision: 3 })
  lookAt!: Date;
}
