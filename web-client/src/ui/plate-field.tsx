import { useEffect, useId, useState } from 'preact/hooks';
import { listBookings } from '../http/api.js';
import { bookingWords } from '../texts/booking.js';
import { Field } from './form.js';

const looked = 20;

/** The plates that the user has booked with, the latest first; none until they are known. */
function useOwnPlates(): readonly string[] {
  const [plates, setPlates] = useState<readonly string[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    listBookings({ limit: looked }, controller.signal).then(
      ({ items }) => {
        setPlates([...new Set(items.map(({ vehiclePlate }) => vehiclePlate))]);
      },
      // Then it has to be typed.
      () => undefined,
    );
    return () => {
      controller.abort();
    };
  }, []);
  return plates;
}

/** The number plate: the one of the last booking until another is typed or chosen. */
export function PlateField({ error }: { error: unknown }) {
  const t = bookingWords.value.form;
  const plates = useOwnPlates();
  const [typed, setTyped] = useState<string>();
  const list = useId();
  return (
    <>
      <Field
        label={t.plate}
        name="vehiclePlate"
        class="plate-input"
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={20}
        missing={t.plateMissing}
        error={error}
        list={list}
        value={typed ?? plates[0] ?? ''}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
        }}
      />
      <datalist id={list}>
        {plates.map((plate) => (
          <option key={plate} value={plate} />
        ))}
      </datalist>
    </>
  );
}
