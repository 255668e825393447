import { createHmac } from 'node:crypto';
import { addressBlock } from './address-block.ts';

/** The least recently used beyond so many are forgotten. */
export const MOST_KNOWN_ADDRESSES = 20;

/**
 * What is stored of an address that an account was signed in to from: a keyed hash of its block, as there are too few
 * addresses for a plain one to hide them.
 */
export function hashAddress(key: Uint8Array, address: string): Buffer {
  return createHmac('sha256', key).update(addressBlock(address)).digest();
}
