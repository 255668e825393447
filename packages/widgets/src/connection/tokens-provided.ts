/** Happens on the window when it may be somebody else who gives the tokens of a server. */
export const TOKENS_PROVIDED = 'wattletTokens';
