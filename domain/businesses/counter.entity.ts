import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type CounterName = 'active' | 'ahead' | 'completed' | 'pending' | 'revenue';

/** Dashboard counters of a business, without deltas that are not folded yet. */
@Entity('counters')
@Index('counters_until', ['countsUntil'])
export class CounterEntity {
  /** The nil UUID: all businesses. */
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
