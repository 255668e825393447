/** Runs while no other tab runs anything of this name; at once where the browser has no locks, or gives this page none. */
export async function inTurn<T>(name: string, run: () => Promise<T>): Promise<T> {
  let isRun = false;
  const once = () => {
    isRun = true;
    return run();
  };
  try {
    return await (navigator.locks ? navigator.locks.request(name, once) : once());
  } catch (error) {
    if (isRun) throw error;
    return once();
  }
}
