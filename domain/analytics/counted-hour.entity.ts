import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An hour whose notifications are counted, again and again for as long as people may react to them. */
@Entity('counted_hours')
export class CountedHourEntity {
  @PrimaryColumn({ type: 'timestamptz', precision: 3 })
  hour!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  countedAt!: Date | null;

  /** How long counting it took. */
  @Column({ type: 'integer', default: 0 })
  tookMs!: number;
}
