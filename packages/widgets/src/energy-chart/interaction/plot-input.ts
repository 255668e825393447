import type { ChartFrame } from '../../chart/chart-frame.ts';
import type { NavigationTarget } from '../navigation-target.ts';
import type { CursorController } from './cursor-controller.ts';
import type { GestureController } from './gesture-controller.ts';

/** Who acts on what a user does on the plot. */
export interface PlotInputOptions {
  /** What is drawn now, if anything is. */
  readonly frame: () => ChartFrame | undefined;
  readonly gestures: GestureController;
  readonly cursor: CursorController;
  readonly navigation: NavigationTarget;
}

/** Tells gestures, which change the range, from reading, which moves the cursor. */
export function plotInput({
  frame: frameNow,
  gestures,
  cursor,
  navigation,
}: PlotInputOptions): (event: Event) => void {
  const onPointer = (frame: ChartFrame, event: PointerEvent): void => {
    switch (event.type) {
      case 'pointerdown':
        gestures.down(frame, event);
        break;
      case 'pointerup':
        if (gestures.up(event)) cursor.togglePin(frame);
        return;
      case 'pointercancel':
        gestures.cancel();
        return;
      case 'pointerleave':
        // A finger that is lifted leaves too, and its owner wants to read what it found.
        if (event.pointerType === 'mouse') cursor.clear();
        return;
    }
    if (gestures.move(frame, event)) cursor.clear();
    else cursor.pointAt(frame, event.offsetX);
  };
  const onWheel = (frame: ChartFrame, event: WheelEvent): void => {
    const surface = event.currentTarget;
    const hasFocus = surface instanceof Element && surface.matches(':focus');
    if (gestures.wheel(frame, event, hasFocus)) event.preventDefault();
  };
  const onKey = (frame: ChartFrame, event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (gestures.press(event, cursor.timeIn(navigation.range)) || cursor.press(frame, event.key))
      event.preventDefault();
  };
  return (event) => {
    const frame = frameNow();
    if (event.type === 'blur') cursor.clear();
    else if (event.type === 'dblclick') navigation.reset();
    else if (!frame) return;
    else if (event instanceof PointerEvent) onPointer(frame, event);
    else if (event instanceof WheelEvent) onWheel(frame, event);
    else if (event instanceof KeyboardEvent) onKey(frame, event);
  };
}
