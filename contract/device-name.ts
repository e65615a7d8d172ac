/** In this order: most programs claim to be others too. */
const browsers: readonly [RegExp, string][] = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/Chrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPad\b/, 'iPad'],
  [/\biPhone\b/, 'iPhone'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const nameAmong = (names: readonly [RegExp, string][], agent: string) =>
  names.find(([pattern]) => pattern.test(agent))?.[1];

const longest = 60;

export interface DeviceWords {
  device: (browser: string, system: string) => string;
  unknownDevice: string;
}

/** "Chrome on Android", of a User-Agent; what is no browser is named as it calls itself. */
export function deviceName(agent: string | null, { device, unknownDevice }: DeviceWords): string {
  if (agent === null || agent.trim() === '') return unknownDevice;
  const [browser, system] = [nameAmong(browsers, agent), nameAmong(systems, agent)];
  if (browser !== undefined && system !== undefined) return device(browser, system);
  return browser ?? (agent.length > longest ? `${agent.slice(0, longest)}…` : agent);
}
