import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CounterName } from './counter.entity.js';

/**
 * Changes of a counter since it was folded, inserted by triggers.
 *
 * The table has no primary key, which TypeORM requires: the declared one is not unique. The schema builder skips the table, and
 * repositories must not be used with it.
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
