import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Append-only. Without foreign keys, whose checks would double the cost of an insert. */
@Entity('events')
@Index('events_booking', ['bookingId', 'occurredAt'], { where: 'booking_id IS NOT NULL' })
// On an expression, which TypeORM cannot declare: a booking expires, and is warned, once per deadline version.
@Index('events_one_expiry', { synchronize: false })
@Index('events_one_warning', { synchronize: false })
export class EventEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  /** A name of the catalogue of this or another release. */
  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'uuid', nullable: true })
  bookingId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  businessId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  actorId!: string | null;

  @Column({ type: 'jsonb' })
  payload!: Record<string, unknown>;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  occurredAt!: Date;
}
