import { type ChartSettings, SETTING_NAMES, type SettingName, type SomeSettings } from './chart-state.ts';

/** An element with the settings as its properties. */
export type SettingsHost = { -readonly [Name in SettingName]: ChartSettings[Name] };

/**
 * Sets properties of the host as its user wants them, and knows the way back to what the page had asked for. As with
 * a form control the properties are what is shown, the attributes stay. What the page sets later counts again.
 */
export class UserChanges {
  readonly #host: SettingsHost;
  /** What the page had asked for. */
  readonly #home = new Map<SettingName, unknown>();
  /** What the user has set instead. */
  readonly #own = new Map<SettingName, unknown>();

  constructor(host: SettingsHost) {
    this.#host = host;
  }

  /** What is not as the page has asked for. */
  get all(): SomeSettings {
    return Object.fromEntries(
      SETTING_NAMES.filter((name) => this.has([name])).map((name) => [name, this.#host[name]]),
    );
  }

  /** Whether one of these is not as the page has asked for. */
  has(names: readonly SettingName[]): boolean {
    return names.some(
      (name) => this.#home.has(name) && String(this.#home.get(name)) !== String(this.#host[name]),
    );
  }

  /** Sets what the user wants. */
  set(settings: SomeSettings): void {
    this.noticeHost();
    for (const name of SETTING_NAMES) {
      const value = settings[name];
      if (value === undefined) continue;
      if (!this.#home.has(name)) this.#home.set(name, this.#host[name]);
      this.#own.set(name, value);
      Object.assign(this.#host, { [name]: value });
    }
  }

  /** Sets these and no others: all others are again as the page has asked for. */
  restore(settings: SomeSettings): void {
    this.reset(SETTING_NAMES.filter((name) => settings[name] === undefined));
    this.set(settings);
  }

  /** Sets these as the page has asked for. */
  reset(names: readonly SettingName[]): void {
    this.noticeHost();
    for (const name of names) {
      if (this.#home.has(name)) Object.assign(this.#host, { [name]: this.#home.get(name) });
      this.#forget(name);
    }
  }

  /** Takes note of a page that has asked for something else since. */
  noticeHost(): void {
    for (const [name, value] of this.#own) if (this.#host[name] !== value) this.#forget(name);
  }

  #forget(name: SettingName): void {
    this.#home.delete(name);
    this.#own.delete(name);
  }
}
