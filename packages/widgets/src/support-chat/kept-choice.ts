const PREFIX = 'wattlet-chat ';

/** Which conversation was shown last: one that there is, or the id under which a new one is to be opened. */
export interface ChatChoice {
  readonly conversationId?: string;
  readonly openId?: string;
}

/** What was shown last on this origin with a server; nothing where it is not known. */
export function keptChoice(server: string): ChatChoice {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + server) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return {};
    const { conversationId, openId }: Readonly<Record<string, unknown>> = { ...kept };
    return {
      ...(typeof conversationId === 'string' ? { conversationId } : {}),
      ...(typeof openId === 'string' ? { openId } : {}),
    };
  } catch {
    // A page without storage does not remember.
    return {};
  }
}

/** Remembers what is shown. */
export function keepChoice(server: string, choice: ChatChoice): void {
  try {
    localStorage.setItem(PREFIX + server, JSON.stringify(choice));
  } catch {
    // A page without storage does not remember.
  }
}
