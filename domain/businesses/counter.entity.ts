import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type CounterName = 'active' | 'ahead' | 'completed' | 'pending' | 'revenue';

/** What a dashboard counts of a business's bookings and payments, as far as a worker has folded it. */
@Entity('counters')
@Index('counters_until', ['countsUntil'])
export class CounterEntity {
  /** Zeros: all businesses together. */
  @PrimaryColumn({ type: 'uuid' })
  businessId!: string;

  @PrimaryColumn({ type: 'timestamptz' })
  countsUntil!: Date;

  @PrimaryColumn({ type: 'text' })
  @Check('counters_counter_check', `counter IN ('active', 'ahead', 'completed', 'pending', 'revenue')`)
  counter!: CounterName;

  @PrimaryColumn({ type: 'text' })
  currency!: string;

  @Column({ type: 'bigint' })
  amount!: number;
}
