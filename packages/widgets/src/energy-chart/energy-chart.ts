import { EnergyChartElement } from './energy-chart-core.ts';
import { sharedClient } from './shared-client.ts';

export { provideTokens } from '../connection/provide-tokens.ts';
export * from './energy-chart-core.ts';
export { sharedClient } from './shared-client.ts';

EnergyChartElement.clientOf = sharedClient;
