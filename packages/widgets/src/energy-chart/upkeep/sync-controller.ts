import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The charts of this page by the name of their group. */
const groups = new Map<string, Set<SyncController>>();

/** Shares the time that is read with the other charts of a group. */
export class SyncController implements ReactiveController {
  readonly #follow: (time: number | undefined) => void;
  #group = '';
  #isConnected = false;
  /** Whether the others read what is read here, and nobody has told of anything else since. */
  #isRead = false;

  /** @param follow is called with what another chart of the group reads */
  constructor(host: ReactiveControllerHost, follow: (time: number | undefined) => void) {
    this.#follow = follow;
    host.addController(this);
  }

  /** Belongs to this group from now on; to none by the empty name. */
  join(group: string): void {
    if (group === this.#group) return;
    this.#leave();
    this.#group = group;
    if (this.#isConnected) this.#enter();
  }

  /** Tells the group what is read here. */
  tell(time: number | undefined): void {
    this.#isRead = time !== undefined;
    for (const other of groups.get(this.#group) ?? []) {
      if (other === this) continue;
      other.#isRead = false;
      other.#follow(time);
    }
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#enter();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#leave();
  }

  #enter(): void {
    if (this.#group === '') return;
    groups.set(this.#group, (groups.get(this.#group) ?? new Set()).add(this));
  }

  #leave(): void {
    if (this.#isRead) this.tell(undefined);
    const members = groups.get(this.#group);
    members?.delete(this);
    if (members?.size === 0) groups.delete(this.#group);
  }
}
