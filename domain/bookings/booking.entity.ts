import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { BookingStatus } from '../../contract/api/bookings.js';
import { AccountEntity } from '../accounts/account.entity.js';
import { BusinessEntity } from '../businesses/business.entity.js';
import { LotEntity } from '../businesses/lot.entity.js';
import { SlotEntity } from '../businesses/slot.entity.js';

/** A slot, booked by a user for a time range. */
@Entity('bookings')
@Check('bookings_check', 'starts_at < ends_at')
// Prevents double booking.
@Exclusion(
  'bookings_slot_free',
  `USING gist (slot_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (status = 'active')`,
)
@Index('bookings_due', ['endsAt'], { where: `status = 'active'` })
@Index('bookings_to_warn', ['warnAt'], { where: `status = 'active' AND warned_at IS NULL` })
@Index('bookings_to_begin', ['startsAt'], { where: `status = 'active'` })
@Index('bookings_user_active', ['userId'], { where: `status = 'active'` })
@Index('bookings_open_washes', ['businessId', 'openWashId'], {
  where: `status = 'active' AND open_wash_id IS NOT NULL`,
})
@Index('bookings_user', ['userId', 'status', 'id'])
@Index('bookings_business', ['businessId', 'status', 'id'])
@Index('bookings_lot', ['lotId', 'status', 'id'])
@Index('bookings_plate_business', ['vehiclePlate', 'businessId', 'status', 'id'])
@Index('bookings_status', ['status', 'id'])
@Index('bookings_ended', ['businessId', 'endsAt', 'startsAt'], {
  where: `status NOT IN ('active', 'cancelled_by_user', 'cancelled_by_admin')`,
})
// By a collation of its own, and a covering index (INCLUDE): TypeORM cannot declare them; defined by their migrations.
@Index('bookings_plate', { synchronize: false })
@Index('bookings_held', { synchronize: false })
export class BookingEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => SlotEntity)
  slotId!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => LotEntity)
  lotId!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => BusinessEntity)
  businessId!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => AccountEntity)
  userId!: string;

  @Column({ type: 'text' })
  vehiclePlate!: string;

  /** The stored status. Between its deadline and the sweep an active booking reads as completed: see `effectiveStatus`. */
  @Column({ type: 'text', default: 'active' })
  @Check(
    'bookings_status_check',
    `status IN ('active', 'completed', 'cancelled_by_user', 'cancelled_by_admin')`,
  )
  status!: BookingStatus;

  @Column({ type: 'timestamptz', precision: 3 })
  startsAt!: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  endsAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  warnAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  warnedAt!: Date | null;

  /** Incremented by each renewal. */
  @Column({ type: 'integer', default: 1 })
  deadlineVersion!: number;

  /** The deadline of which the user was told before their quiet hours, since it falls into them. */
  @Column({ type: 'integer', nullable: true })
  quietToldVersion!: number | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  /** The reason given by whoever declined it. */
  @Column({ type: 'text', nullable: true })
  declineReason!: string | null;

  /** The open car wash, maintained by a trigger. */
  @Column({ type: 'uuid', nullable: true })
  openWashId!: string | null;
}
