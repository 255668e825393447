/** What a node says of itself at `/metrics`. */
export async function readMetrics(url) {
  const response = await fetch(`${url}/metrics`);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}/metrics was answered with ${response.status}: ${text}`);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const sum = (name, label = '') =>
    lines
      .filter((line) => line.startsWith(`${name} `) || (line.startsWith(`${name}{`) && line.includes(label)))
      .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  return {
    cpuSeconds: sum('process_cpu_seconds_total'),
    rssMegabytes: sum('process_resident_memory_bytes') / 2 ** 20,
    heapMegabytes: sum('nodejs_heap_size_used_bytes') / 2 ** 20,
    // What has been made since the last collection is new, and says nothing of what stays.
    keptMegabytes:
      (sum('nodejs_heap_size_used_bytes') - sum('nodejs_heap_space_size_used_bytes', 'space="new"')) /
      2 ** 20,
    streams: sum('wattlet_rpc_in_flight', 'method="Watch"'),
    topics: sum('wattlet_live_topics'),
  };
}
