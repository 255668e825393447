/**
 * Lets tests have media features that `emulateMedia` does not reach, such as forced colours or `pointer: 'coarse'`; no
 * features: those of the browser again.
 */
export function emulateFeatures() {
  const open = new Map();
  return {
    name: 'emulate-features',
    async executeCommand({ command, payload, session }) {
      if (command !== 'emulate-features') return undefined;
      // What a session emulates ends with it.
      await open.get(session.id)?.detach();
      open.delete(session.id);
      const { pointer, ...media } = payload ?? {};
      const features = Object.entries(media).map(([name, value]) => ({ name, value }));
      if (pointer !== undefined || features.length > 0) {
        const cdp = await session.browser.getPage(session.id).createCDPSession();
        open.set(session.id, cdp);
        await cdp.send('Emulation.setEmulatedMedia', { features });
        if (pointer === 'coarse')
          await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 1 });
      }
      return { isDone: true };
    },
  };
}
