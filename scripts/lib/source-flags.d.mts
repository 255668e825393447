/** What Node is started with to run Wattlet from its sources, as they are. */
export const SOURCE_FLAGS: readonly string[];
/** The same for a process that is of no use without the one that started it, and ends with it. */
export const CHILD_FLAGS: readonly string[];
