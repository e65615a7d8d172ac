import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AccountEntity } from '../../accounts/account.entity.js';

/** Why nothing is sent to a webhook: its owner wants so, it has said that it is gone (410), or it has failed for days. */
export type DisabledReason = 'owner' | 'gone' | 'failing';

/** A system of an owner's that is told what the owner is told. */
@Entity('webhooks')
@Index('webhooks_user', ['userId', 'id'])
@Check('webhooks_disabled_check', '(disabled_at IS NULL) = (disabled_reason IS NULL)')
@Check('webhooks_previous_check', '(previous_secret IS NULL) = (previous_until IS NULL)')
@Check('webhooks_failing_check', '(failing_since IS NULL) = (failures = 0)')
export class WebhookEntity {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  userId!: string;

  /** Its path may be a secret of the receiver's: it is in no log. */
  @Column({ type: 'text' })
  url!: string;

  /** Null: all that the owner is told of. */
  @Column({ type: 'text', array: true, nullable: true })
  events!: string[] | null;

  /** Sealed: see `webhook-secrets.ts`. */
  @Column({ type: 'bytea' })
  secret!: Buffer;

  /** The secret before it, which signs beside it until then. */
  @Column({ type: 'bytea', nullable: true })
  previousSecret!: Buffer | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  previousUntil!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  disabledAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  @Check('webhooks_disabled_reason_check', `disabled_reason IN ('owner', 'gone', 'failing')`)
  disabledReason!: DisabledReason | null;

  /** When the first of the attempts failed of which none has succeeded since. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  failingSince!: Date | null;

  /** How many have failed since. */
  @Column({ type: 'integer', default: 0 })
  failures!: number;
}
