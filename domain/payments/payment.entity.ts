import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import type { PaymentMethod, PaymentStatus } from '../../contract/api/payments.js';
import { AccountEntity } from '../accounts/account.entity.js';
import { BookingChildEntity } from '../bookings/booking-child.entity.js';

/** The payment of one period of a booking. */
@Entity('payments')
@Unique('payments_one_per_period', ['bookingId', 'periodStartsAt'])
@Check('payments_period', 'period_starts_at < period_ends_at')
@Index('payments_user', ['userId', 'status', 'id'])
@Index('payments_business', ['businessId', 'status', 'id'])
@Index('payments_status', ['status', 'id'])
@Index('payments_verified', ['businessId', 'verifiedAt', 'currency', 'amount'], {
  where: `status NOT IN ('pending', 'rejected', 'void', 'refund_due', 'refunded')`,
})
export class PaymentEntity extends BookingChildEntity {
  /** Copied from the booking, where it is immutable and has the foreign key. */
  @Column({ type: 'uuid' })
  userId!: string;

  @Column({ type: 'text' })
  @Check('payments_method_check', `method IN ('cash', 'card')`)
  method!: PaymentMethod;

  @Column({ type: 'bigint' })
  @Check('payments_amount_check', 'amount >= 0')
  amount!: number;

  @Column({ type: 'char', length: 3 })
  currency!: string;

  @Column({ type: 'text', default: 'pending' })
  @Check(
    'payments_status_check',
    `status IN ('pending', 'verified', 'rejected', 'void', 'refund_due', 'refunded')`,
  )
  status!: PaymentStatus;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => AccountEntity)
  verifiedBy!: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  verifiedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  rejectReason!: string | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  periodStartsAt!: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  periodEndsAt!: Date;

  /** Paid seconds. A period extended after its booking was completed spans a gap, and is longer. */
  @Column({ type: 'integer' })
  @Check('payments_paid_seconds_check', 'paid_seconds > 0')
  paidSeconds!: number;
}
