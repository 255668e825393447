/** Lets tests ask what their page holds, once its garbage is collected: objects, listeners and nodes. */
export function pageMetrics() {
  return {
    name: 'page-metrics',
    async executeCommand({ command, session }) {
      if (command !== 'page-metrics') return undefined;
      const page = session.browser.getPage(session.id);
      const cdp = await page.createCDPSession();
      try {
        // What was painted last is let go by the first collection, what it held by the next.
        for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage');
        const { JSHeapUsedSize, JSEventListeners, Nodes } = await page.metrics();
        return { heapBytes: JSHeapUsedSize, listeners: JSEventListeners, nodes: Nodes };
      } finally {
        await cdp.detach();
      }
    },
  };
}
