import { useEffect, useState } from 'preact/hooks';
import { sentenceFor } from '../http/problem.js';
import { pushWords } from '../texts/push.js';
import { deviceState, switchOff, switchOn, type DeviceState } from './device.js';

/** Switches on and off that this device is told while no page is open, or says why it cannot be. */
export function PushChoice() {
  const t = pushWords.value;
  const [state, setState] = useState<DeviceState>();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  const become = (work: Promise<DeviceState>) => {
    setBusy(true);
    setFailure(undefined);
    work.then(setState, setFailure).finally(() => {
      setBusy(false);
    });
  };
  useEffect(() => {
    become(deviceState());
  }, []);

  const why =
    state === 'blocked'
      ? t.blocked
      : state === 'install'
        ? t.install
        : state === 'unsupported'
          ? t.unsupported
          : state === 'unavailable'
            ? t.off
            : undefined;
  return (
    <section class="card form">
      <div>
        <h2>{t.title}</h2>
        <p class="hint">{t.hint}</p>
      </div>
      {why === undefined ? (
        <label class="check">
          <input
            type="checkbox"
            checked={state === 'on'}
            aria-busy={isBusy}
            disabled={state === undefined}
            onChange={(event) => {
              if (!isBusy) become(event.currentTarget.checked ? switchOn() : switchOff());
            }}
          />
          {isBusy && state !== undefined ? t.busy : t.enable}
        </label>
      ) : (
        <p role="status">{why}</p>
      )}
      {failure !== undefined && <p role="alert">{sentenceFor(failure)}</p>}
    </section>
  );
}
