import { Check, Column, Entity, Generated, PrimaryColumn } from 'typeorm';

/** One row: the history that cursors belong to. Its nonce is renewed when the database was set back to an earlier state. */
@Entity('history')
export class HistoryEntity {
  @PrimaryColumn({ type: 'boolean', default: true })
  @Check('history_single_check', 'single')
  single!: boolean;

  @Column({ type: 'uuid' })
  @Generated('uuid')
  nonce!: string;
}
