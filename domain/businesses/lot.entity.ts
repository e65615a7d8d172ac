import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BusinessEntity } from './business.entity.js';

/** A parking lot of a business. */
@Entity('lots')
@Index('lots_business', ['businessId'])
// By an expression, which TypeORM cannot declare; defined by its migration.
@Index('lots_words', { synchronize: false })
@Index('lots_public', ['approved', 'id'], { where: 'withdrawn_at IS NULL AND NOT owner_suspended' })
export class LotEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => BusinessEntity)
  businessId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  address!: string;

  @Column({ type: 'text' })
  timezone!: string;

  @Column({ type: 'integer' })
  @Check('lots_hourly_rate_amount_check', 'hourly_rate_amount >= 0')
  hourlyRateAmount!: number;

  @Column({ type: 'char', length: 3 })
  hourlyRateCurrency!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  /** Without retired slots. Maintained by triggers. */
  @Column({ type: 'integer', default: 0 })
  slotCount!: number;

  /** Maximum bookings with a pending payment per user; null: unlimited. */
  @Column({ type: 'integer', nullable: true })
  @Check('lots_unpaid_bookings_per_user_check', 'unpaid_bookings_per_user > 0')
  unpaidBookingsPerUser!: number | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  withdrawnAt!: Date | null;

  /** Copied from the owner's account by a trigger. */
  @Column({ type: 'boolean', default: false })
  ownerSuspended!: boolean;

  /** Copied from the business. */
  @Column({ type: 'boolean', default: false })
  approved!: boolean;
}
