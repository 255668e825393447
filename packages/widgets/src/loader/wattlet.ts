import { release } from './release.ts';
import { startLoader } from './start-loader.ts';

export { provideTokens } from '../connection/provide-tokens.ts';

startLoader(release, import.meta.url);
