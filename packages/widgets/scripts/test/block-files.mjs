/** Lets tests say which files their page cannot load, by patterns with `*`; none: it loads all of them again. */
export function blockFiles() {
  const open = new Map();
  return {
    name: 'block-files',
    async executeCommand({ command, payload, session }) {
      if (command !== 'block-files') return undefined;
      // What a session blocks ends with it.
      await open.get(session.id)?.detach();
      open.delete(session.id);
      if (payload.length > 0) {
        const cdp = await session.browser.getPage(session.id).createCDPSession();
        open.set(session.id, cdp);
        await cdp.send('Network.enable');
        await cdp.send('Network.setBlockedURLs', { urls: payload });
      }
      return { isDone: true };
    },
  };
}
