import { accountWords } from '../texts/account.js';
import { chime, sound, vibrate, vibration } from '../ui/warning-signals.js';

/** How this device draws attention to a booking that is about to end. What is switched on is tried at once. */
export function WarningChoices() {
  const t = accountWords.value.warning;
  return (
    <section class="card form">
      <div>
        <h2>{t.title}</h2>
        <p class="hint">{t.hint}</p>
      </div>
      <Choice
        label={t.sound}
        checked={sound.value}
        choose={(isOn) => {
          sound.value = isOn;
          if (isOn) void chime();
        }}
      />
      {'vibrate' in navigator && (
        <Choice
          label={t.vibration}
          checked={vibration.value}
          choose={(isOn) => {
            vibration.value = isOn;
            if (isOn) vibrate();
          }}
        />
      )}
    </section>
  );
}

interface ChoiceProps {
  label: string;
  checked: boolean;
  choose: (isOn: boolean) => void;
}

function Choice({ label, checked, choose }: ChoiceProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => {
          choose(event.currentTarget.checked);
        }}
      />
      {label}
    </label>
  );
}
