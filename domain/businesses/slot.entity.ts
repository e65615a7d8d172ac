import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { LotEntity } from './lot.entity.js';

/** A parking slot. */
@Entity('slots')
@Unique(['lotId', 'code'])
export class SlotEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => LotEntity)
  lotId!: string;

  @Column({ type: 'text' })
  code!: string;
}
