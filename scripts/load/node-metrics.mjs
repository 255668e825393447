/** What a node says to its operator of itself at `/metrics`. */
export async function readMetrics(url, token) {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}/metrics was answered with ${response.status}: ${text}`);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const sum = (name, label = '') =>
    lines
      .filter((line) => line.startsWith(`${name} `) || (line.startsWith(`${name}{`) && line.includes(label)))
      .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  const spaces = (...names) =>
    names.reduce(
      (total, name) => total + sum('nodejs_heap_space_size_used_bytes', `space="${name}"`) / 2 ** 20,
      0,
    );
  return {
    cpuSeconds: sum('process_cpu_seconds_total'),
    rssMegabytes: sum('process_resident_memory_bytes') / 2 ** 20,
    heapMegabytes: sum('nodejs_heap_size_used_bytes') / 2 ** 20,
    // Not what has been made since the last collection, which says nothing of what stays.
    objectMegabytes: spaces('old', 'large_object', 'shared', 'shared_large_object'),
    codeMegabytes: spaces('code', 'code_large_object', 'trusted', 'trusted_large_object'),
    streams: sum('wattlet_rpc_in_flight', 'method="Watch"'),
    topics: sum('wattlet_live_topics'),
  };
}
