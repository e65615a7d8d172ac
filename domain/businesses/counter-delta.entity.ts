import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CounterName } from './counter.entity.js';

/**
 * What came to a counter since it was folded. Written by triggers.
 *
 * The table has no primary key, and TypeORM knows none without: what it takes for one here is no key. So the schema builder
 * leaves the table alone, and nothing is to be read or written by "key".
 */
@Entity('counter_deltas', { synchronize: false })
@Index('counter_deltas_business', ['businessId'])
export class CounterDeltaEntity {
  @PrimaryColumn({ type: 'uuid' })
  businessId!: string;

  @Column({ type: 'text' })
  counter!: CounterName;

  @Column({ type: 'text' })
  currency!: string;

  @Column({ type: 'timestamptz' })
  countsUntil!: Date;

  @Column({ type: 'bigint' })
  amount!: number;
}
