import type { CreatedLot, LotBody } from '../../../contract/api/businesses.js';
import { addLot } from '../http/business.js';
import { businessWords } from '../texts/business.js';
import { Field, Form, textOf } from '../ui/form.js';
import { useSubmission } from '../ui/use-submission.js';
import { priceOf } from './price-text.js';

interface Props {
  businessId: string;
  done: (lot: CreatedLot) => void;
  cancel?: (() => void) | undefined;
}

const fields = ['name', 'address', 'timezone', 'slotCount', 'hourlyRate.amount', 'hourlyRate.currency'];

/** The zone of this device, which most owners' lots are in. */
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Opens a lot with its slots. */
export function LotForm({ businessId, done, cancel }: Props) {
  const t = businessWords.value.lots;
  const { submit, isBusy, error } = useSubmission<LotBody, CreatedLot>(addLot(businessId), done);
  return (
    <Form
      error={error}
      fields={fields}
      onSubmit={(form) =>
        void submit({
          name: textOf(form, 'name'),
          address: textOf(form, 'address'),
          timezone: textOf(form, 'timezone').trim(),
          slotCount: Number(textOf(form, 'slotCount')),
          hourlyRate: priceOf(textOf(form, 'hourlyRate.amount'), textOf(form, 'hourlyRate.currency')),
        })
      }
    >
      <Field label={t.name} name="name" autoComplete="off" maxLength={120} autoFocus error={error} />
      <Field label={t.address} name="address" autoComplete="street-address" maxLength={240} error={error} />
      <div class="biz-pair">
        <Field
          label={t.slots}
          name="slotCount"
          type="number"
          inputMode="numeric"
          min="1"
          max="1000"
          defaultValue="10"
          error={error}
        />
        <Field
          label={t.zone}
          name="timezone"
          autoComplete="off"
          spellcheck={false}
          defaultValue={ownZone()}
          error={error}
        />
      </div>
      <PriceFields amount="3.00" currency="EUR" error={error} />
      <div class="row biz-buttons">
        <button type="submit" class="primary" aria-disabled={isBusy}>
          {isBusy ? t.opening : t.open}
        </button>
        {cancel && (
          <button type="button" class="quiet" onClick={cancel}>
            {businessWords.value.back}
          </button>
        )}
      </div>
    </Form>
  );
}

interface PriceProps {
  amount: string;
  currency: string;
  /** Whether the currency cannot change: a payment may span periods of several rates. */
  isFixed?: boolean;
  error: unknown;
}

/** What an hour costs. */
export const PriceFields = ({ amount, currency, isFixed = false, error }: PriceProps) => (
  <div class="biz-pair">
    <Field
      label={businessWords.value.lots.price}
      name="hourlyRate.amount"
      inputMode="decimal"
      autoComplete="off"
      defaultValue={amount}
      error={error}
    />
    <Field
      label={businessWords.value.lots.currency}
      name="hourlyRate.currency"
      autoComplete="off"
      autoCapitalize="characters"
      maxLength={3}
      readOnly={isFixed}
      defaultValue={currency}
      error={error}
    />
  </div>
);
