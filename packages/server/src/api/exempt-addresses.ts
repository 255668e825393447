import { BlockList, isIP } from 'node:net';

/** Tells which addresses speak for many people: the proxies of the deployment, and this machine. */
export function exemptAddresses(trustedProxies: readonly string[]): (address: string) => boolean {
  const exempt = new BlockList();
  for (const network of ['127.0.0.0/8', '::1', ...trustedProxies]) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) exempt.addAddress(address, family);
    else exempt.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const [bare = ''] = address.split('%');
    return isIP(bare) !== 0 && exempt.check(bare, isIP(bare) === 6 ? 'ipv6' : 'ipv4');
  };
}
