import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { CarWashStatus } from '../../contract/api/car-washes.js';
import { BookingEntity } from '../bookings/booking.entity.js';
import { BusinessEntity } from '../businesses/business.entity.js';

/** A car wash for a booking, of which at most one is open. */
@Entity('car_washes')
@Index('car_washes_booking', ['bookingId'])
@Index('car_washes_one_open', ['bookingId'], { unique: true, where: `status = 'requested'` })
@Index('car_washes_business', ['businessId', 'status', 'id'])
export class CarWashEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => BookingEntity)
  bookingId!: string;

  /** Copied from the booking. */
  @Column({ type: 'uuid' })
  @ForeignKey(() => BusinessEntity)
  businessId!: string;

  /** The stored status; see `shownStatus` for the presented one. */
  @Column({ type: 'text', default: 'requested' })
  @Check('car_washes_status_check', `status IN ('requested', 'completed', 'cancelled')`)
  status!: CarWashStatus;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  completedAt!: Date | null;
}
