// Not run: what the checker of Vue's templates knows of the elements.
import type {} from '@wattlet/widgets/vue';
import type { GlobalComponents } from 'vue';

type Chart = InstanceType<GlobalComponents['energy-chart']>;
export const props: Chart['$props'] = { area: 'GR', stream: 'load', areaType: 'CTY', class: 'big' };
// @ts-expect-error there is no such stream
export const wrong: Chart['$props'] = { stream: 'prices' };
