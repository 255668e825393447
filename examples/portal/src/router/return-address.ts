/** Where to go once somebody has signed in, by `return_to`: an address of the portal, whatever was asked for. */
export function returnAddress({ origin, searchParams }: URL, fallback: string): string {
  const wanted = searchParams.get('return_to');
  const url = wanted === null ? undefined : URL.parse(wanted, origin);
  return url && url.origin === origin && wanted?.startsWith('/') ? `${url.pathname}${url.search}` : fallback;
}
