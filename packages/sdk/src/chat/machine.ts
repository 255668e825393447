/** What an event does in a state: where it leads, and what to do about it, in this order. */
export interface Transition<State extends string, Effect extends string> {
  readonly to: State;
  readonly effects: readonly Effect[];
}

/** A state machine as a table. An event that a state's row does not have is late there, and changes nothing. */
export type Machine<State extends string, Event extends string, Effect extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, Transition<State, Effect>>>>>
>;

export function go<State extends string, Effect extends string>(
  to: State,
  ...effects: readonly Effect[]
): Transition<State, Effect> {
  return { to, effects };
}
