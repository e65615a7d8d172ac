import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LotEntity } from '../businesses/lot.entity.js';
import { CarWashEntity } from '../car-washes/car-wash.entity.js';
import { EmployeeEntity } from './employee.entity.js';

/** An employee's assignment to a lot or a car wash. */
@Entity('employee_assignments')
@Index('employee_assignments_employee', ['employeeId'])
@Check('employee_assignments_check', 'num_nonnulls(lot_id, car_wash_id) = 1')
export class AssignmentEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => EmployeeEntity)
  employeeId!: string;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => LotEntity)
  lotId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => CarWashEntity)
  carWashId!: string | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt!: Date;
}
