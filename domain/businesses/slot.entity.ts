import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { LotEntity } from './lot.entity.js';

/** A parking slot. */
@Entity('slots')
@Unique(['lotId', 'code'])
@Index('slots_retired', ['lotId'], { where: 'retired_at IS NOT NULL' })
export class SlotEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => LotEntity)
  lotId!: string;

  @Column({ type: 'text' })
  code!: string;

  /** Since when it takes no new bookings. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  retiredAt!: Date | null;
}
