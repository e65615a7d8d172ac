import { Check, Column, Entity, Generated, PrimaryColumn } from 'typeorm';

/** A single row, whose nonce is renewed when the database was restored to an earlier state. See `epoch.ts`. */
@Entity('history')
export class HistoryEntity {
  @PrimaryColumn({ type: 'boolean', default: true })
  @Check('history_single_check', 'single')
  single!: boolean;

  @Column({ type: 'uuid' })
  @Generated('uuid')
  nonce!: string;
}
