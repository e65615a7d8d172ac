import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Digest } from '../../contract/api/preferences.js';
import { AccountEntity } from '../accounts/account.entity.js';

/** By event and channel, where somebody has chosen otherwise than the catalogue. */
export type Choices = Record<string, { email?: boolean; push?: boolean }>;

/** Instead of an event: what somebody has chosen for all those that they have chosen nothing for, with those that later releases add. */
export const anyEvent = '*';

/** What somebody has chosen for an event. */
export const chosenFor = (choices: Choices | null, event: string): Choices[string] => ({
  ...choices?.[anyEvent],
  ...choices?.[event],
});

export type { Digest };

/** How somebody wants to be reached. Without a row everything is as the catalogue says. */
@Entity('preferences')
@Index('preferences_quiet', ['timezone', 'quietFrom', 'quietTo'], {
  where: 'quiet_from IS NOT NULL AND NOT quiet_break_through',
})
@Check(
  'preferences_quiet_check',
  `(quiet_from IS NULL) = (quiet_to IS NULL)
    AND quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' AND quiet_to ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'`,
)
export class PreferencesEntity {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey(() => AccountEntity, { onDelete: 'CASCADE' })
  userId!: string;

  @Column({ type: 'jsonb', default: {} })
  @Check('preferences_choices_check', `jsonb_typeof(choices) = 'object'`)
  choices!: Choices;

  /** An IANA zone, in which quiet hours and digests are meant. */
  @Column({ type: 'text', default: 'UTC' })
  timezone!: string;

  /** `HH:MM`. Before `quietTo` on the same day, or else over midnight. */
  @Column({ type: 'text', nullable: true })
  quietFrom!: string | null;

  @Column({ type: 'text', nullable: true })
  quietTo!: string | null;

  /** Whether warnings come during quiet hours all the same. */
  @Column({ type: 'boolean', default: false })
  quietBreakThrough!: boolean;

  /** How news is gathered; warnings and tasks come at once. */
  @Column({ type: 'text', default: 'at_once' })
  @Check('preferences_digest_check', `digest IN ('at_once', 'hourly', 'daily')`)
  digest!: Digest;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  updatedAt!: Date;
}
