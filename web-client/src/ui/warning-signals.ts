import { effect, signal, type Signal } from '@preact/signals';
import { stored } from '../stored.js';

/** A choice of this device. */
function kept(name: string, usual: boolean): Signal<boolean> {
  const read = stored.read(name);
  const choice = signal(read === undefined ? usual : read === 'on');
  effect(() => {
    if (choice.value !== usual || stored.read(name) !== undefined)
      stored.write(name, choice.value ? 'on' : 'off');
  });
  return choice;
}

/** Whether the warning before a booking ends is to be heard. A page that begins to sound by itself annoys: off unless wanted. */
export const sound = kept('parkmate.warning-sound', false);

/** Whether it is to be felt, where the device can vibrate. */
export const vibration = kept('parkmate.warning-vibration', true);

/** Two short buzzes and a longer one. */
const buzzMs = [120, 80, 120, 80, 300];

/** Hertz, and when each tone begins, in seconds. */
const tones = [
  [880, 0],
  [880, 0.2],
  [1_174.7, 0.4],
] as const;
const toneSeconds = 0.35;
const loudness = 0.2;

/** Browsers complain of a page that sounds or vibrates before anybody has touched it, and do neither. Asked before a tab takes it on for all. */
export const mayBeNoticed = () => navigator.userActivation.hasBeenActive;

export function vibrate(): void {
  if ('vibrate' in navigator) navigator.vibrate(buzzMs);
}

/** Made here rather than loaded: it sounds offline too. */
export async function chime(): Promise<void> {
  const audio = new AudioContext();
  const ends = tones.map(([hertz, begin]) => {
    const from = audio.currentTime + begin;
    const tone = new OscillatorNode(audio, { frequency: hertz });
    const volume = new GainNode(audio, { gain: loudness });
    // Cut off at once it would click.
    volume.gain.setValueAtTime(loudness, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + toneSeconds);
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + toneSeconds);
    return new Promise((resolve) => {
      tone.addEventListener('ended', resolve);
    });
  });
  await Promise.all(ends);
  await audio.close();
}
