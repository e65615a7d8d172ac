import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who works for a business. Employees have no account. */
@Entity('employees')
export class EmployeeRecord {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'business_id' })
  businessId!: string;

  @Column({ type: 'text' })
  name!: string;
}
