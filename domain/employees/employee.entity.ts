import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BusinessEntity } from '../businesses/business.entity.js';

/** An employee of a business, without an account. */
@Entity('employees')
@Index('employees_business', ['businessId', 'id'])
export class EmployeeEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => BusinessEntity)
  businessId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt!: Date;
}
