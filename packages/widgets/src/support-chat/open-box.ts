import type { ReactiveControllerHost } from 'lit';
import { HoursController, type KeptHours } from './hours-controller.ts';
import { ViewportController } from './viewport-controller.ts';

/** What a box that is open needs soon, but not to be drawn: whether somebody answers, and what the keyboard of a phone covers. */
export class OpenBox {
  readonly hours: HoursController;

  constructor(host: ReactiveControllerHost & HTMLElement, kept: KeptHours) {
    this.hours = new HoursController(host, kept);
    new ViewportController(host);
  }
}
