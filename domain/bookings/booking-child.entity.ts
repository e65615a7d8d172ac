import { Column, ForeignKey, PrimaryColumn } from 'typeorm';
import { BusinessEntity } from '../businesses/business.entity.js';
import { BookingEntity } from './booking.entity.js';

/** The columns of rows that belong to a booking. */
export abstract class BookingChildEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => BookingEntity)
  bookingId!: string;

  /** Copied from the booking. */
  @Column({ type: 'uuid' })
  @ForeignKey(() => BusinessEntity)
  businessId!: string;
}
