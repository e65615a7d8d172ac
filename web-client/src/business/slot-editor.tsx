import { useState } from 'preact/hooks';
import type { Lot, LotChange, OwnLot, OwnSlot, SlotChange } from '../../../contract/api/businesses.js';
import { changeLot, changeSlot } from '../http/business.js';
import { changedHere } from '../live/changes.js';
import { businessWords } from '../texts/business.js';
import { Field, Form, textOf } from '../ui/form.js';
import { useSubmission } from '../ui/use-submission.js';
import { SlotMap } from './slot-map.js';

interface Props {
  lot: OwnLot;
  put: (lot: OwnLot) => void;
}

/** All slots of a lot. Whoever chooses one can rename, retire or restore it. */
export function SlotEditor({ lot, put }: Props) {
  const t = businessWords.value.slots;
  const [chosen, setChosen] = useState<string>();
  const slot = lot.slots.find(({ id }) => id === chosen);
  return (
    <section class="card biz-form">
      <h2>{t.title}</h2>
      <SlotMap slots={lot.slots} chosen={chosen} onChoose={setChosen} />
      {slot && <OneSlot key={slot.id} slot={slot} put={put} />}
      <AddSlots lot={lot} />
    </section>
  );
}

function OneSlot({ slot, put }: { slot: OwnSlot; put: Props['put'] }) {
  const { submit, isBusy, error } = useSubmission<SlotChange, OwnLot>(changeSlot(slot.id), (lot) => {
    put(lot);
    changedHere();
  });
  const t = businessWords.value.slots;
  const isRetired = slot.retiredAt !== null;
  return (
    <div class="biz-one-slot">
      <Form error={error} fields={['code']} onSubmit={(form) => void submit({ code: textOf(form, 'code') })}>
        <Field
          label={t.code}
          name="code"
          autoComplete="off"
          maxLength={16}
          defaultValue={slot.code}
          error={error}
        />
        <div class="row biz-buttons">
          <button type="submit" class="primary" aria-disabled={isBusy}>
            {businessWords.value.rename}
          </button>
          <button
            type="button"
            class="quiet"
            aria-disabled={isBusy}
            onClick={() => void submit({ retired: !isRetired })}
          >
            {isRetired ? t.restore : t.retire}
          </button>
        </div>
        <p class="hint">{isRetired ? t.restoreHint : t.retireHint}</p>
      </Form>
    </div>
  );
}

function AddSlots({ lot }: { lot: OwnLot }) {
  const { submit, isBusy, error } = useSubmission<LotChange, Lot>(changeLot(lot.id), () => {
    changedHere();
  });
  return (
    <Form
      class="biz-add"
      error={error}
      fields={['addSlots']}
      onSubmit={(form) => void submit({ addSlots: Number(textOf(form, 'addSlots')) })}
    >
      <Field
        label={businessWords.value.slots.more}
        name="addSlots"
        type="number"
        inputMode="numeric"
        min="1"
        defaultValue="1"
        error={error}
      />
      <button type="submit" class="quiet" aria-disabled={isBusy}>
        {businessWords.value.add}
      </button>
    </Form>
  );
}
