import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { COUNTRY_SHAPES } from './europe.ts';
import type { MapFrame } from './map-frame.ts';
import { isDirection, neighbourTowards } from './nearest-country.ts';

/** The country that the user reads, moved by pointer or keyboard. */
export class CountryCursor implements ReactiveController {
  /** Its map code, or undefined while none is read. */
  code: string | undefined;
  /** Set while the keyboard moves it: only then values are announced. */
  isKeyboard = false;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.code = undefined;
  }

  /** Reads what lies under the pointer: a country, or nothing. */
  pointAt(target: EventTarget | null): void {
    this.#move(codeOf(target), false);
  }

  /** Moves by a key. Returns whether the key means anything here. */
  press(frame: MapFrame, key: string, selected: string): boolean {
    if (key === 'Escape' && this.code !== undefined) {
      this.clear();
      return true;
    }
    if (!isDirection(key)) return false;
    const from = COUNTRY_SHAPES.find(({ code }) => code === this.code);
    const to = from ? neighbourTowards(COUNTRY_SHAPES, from, key)?.code : startOf(frame, selected);
    // At the edge it stays, but is read from now on.
    this.#move(to ?? this.code, true);
    return true;
  }

  /** Reads nothing any more. */
  clear(): void {
    this.#move(undefined, false);
  }

  #move(code: string | undefined, isKeyboard: boolean): void {
    if (code === this.code && isKeyboard === this.isKeyboard) return;
    this.code = code;
    this.isKeyboard = isKeyboard;
    this.#host.requestUpdate();
  }
}

/** Code of the country that an event's target draws. */
export function codeOf(target: EventTarget | null): string | undefined {
  return target instanceof SVGElement ? target.dataset['code'] : undefined;
}

/** Where the keyboard begins: at the selected country, else at the one with the highest value. */
function startOf({ countries }: MapFrame, selected: string): string | undefined {
  if (COUNTRY_SHAPES.some(({ code }) => code === selected)) return selected;
  const known = [...countries].filter(([, { value }]) => value !== undefined);
  const [highest] = known.sort(([, a], [, b]) => (b.value ?? 0) - (a.value ?? 0));
  return highest?.[0] ?? COUNTRY_SHAPES[0]?.code;
}
