const BEEP_SECONDS = 0.18;
const BEEP_HERTZ = [660, 880];
const BEEP_VOLUME = 0.15;

/**
 * Asks for leave to show system notifications; to be called while the user acts.
 *
 * @returns whether they may be shown
 */
export async function mayNotify(): Promise<boolean> {
  if (!('Notification' in globalThis)) return false;
  if (Notification.permission !== 'default') return Notification.permission === 'granted';
  return (await Notification.requestPermission()) === 'granted';
}

/** Shows a system notification, unless the page is looked at or may not. One of a tag replaces the one before. */
export function notify(title: string, body: string, tag: string): void {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  if (document.visibilityState === 'visible' && document.hasFocus()) return;
  const notification = new Notification(title, { body, tag });
  notification.onclick = () => {
    window.focus();
    notification.close();
  };
}

/**
 * Plays two short tones. A page that nobody has touched yet stays silent, as browsers want it.
 *
 * @returns when they have been played, or cannot be
 */
export async function beep(): Promise<void> {
  if (!navigator.userActivation.hasBeenActive) return;
  const context = new AudioContext();
  try {
    await context.resume();
    await playTones(context);
  } finally {
    await context.close();
  }
}

async function playTones(context: AudioContext): Promise<void> {
  const gain = new GainNode(context, { gain: BEEP_VOLUME });
  gain.connect(context.destination);
  const tones = BEEP_HERTZ.map((frequency, i) => {
    const tone = new OscillatorNode(context, { frequency });
    tone.connect(gain);
    tone.start(context.currentTime + i * BEEP_SECONDS);
    tone.stop(context.currentTime + (i + 1) * BEEP_SECONDS);
    return tone;
  });
  const last = tones.at(-1);
  if (last) await new Promise((resolve) => last.addEventListener('ended', resolve, { once: true }));
}
