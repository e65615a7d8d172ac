import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Account, Role } from '../../contract/api/accounts.js';

/** What a person may see of their account. The password's hash is left out, so that no answer can hold it by accident. */
@Entity('users')
export class User implements Account {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  email!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  role!: Role;
}
