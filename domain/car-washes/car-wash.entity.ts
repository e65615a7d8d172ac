import { Check, Column, Entity, Index } from 'typeorm';
import type { CarWashStatus } from '../../contract/api/car-washes.js';
import { BookingChildEntity } from '../bookings/booking-child.entity.js';

/** A car wash for a booking, of which at most one is open. */
@Entity('car_washes')
@Index('car_washes_booking', ['bookingId'])
@Index('car_washes_one_open', ['bookingId'], { unique: true, where: `status = 'requested'` })
@Index('car_washes_business', ['businessId', 'status', 'id'])
export class CarWashEntity extends BookingChildEntity {
  /** The stored status; see `shownStatus` for the presented one. */
  @Column({ type: 'text', default: 'requested' })
  @Check('car_washes_status_check', `status IN ('requested', 'completed', 'cancelled')`)
  status!: CarWashStatus;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  completedAt!: Date | null;
}
