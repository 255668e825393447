import type { ChartFrame } from '../chart/chart-frame.ts';
import type { CursorController } from './cursor-controller.ts';
import type { GestureController } from './gesture-controller.ts';
import type { NavigationTarget } from './navigation-target.ts';
import type { PlotHandlers } from './render-plot.ts';

/** Who acts on what a user does on the plot. */
export interface PlotInputOptions {
  /** What is drawn now, if anything is. */
  readonly frame: () => ChartFrame | undefined;
  readonly gestures: GestureController;
  readonly cursor: CursorController;
  readonly navigation: NavigationTarget;
}

/** Tells gestures, which change the range, from reading, which moves the cursor. */
export function plotInput({ frame: frameNow, gestures, cursor, navigation }: PlotInputOptions): PlotHandlers {
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
  return {
    pointer: (event) => {
      const frame = frameNow();
      if (frame) onPointer(frame, event);
    },
    wheel: (event) => {
      const frame = frameNow();
      const surface = event.currentTarget;
      const hasFocus = surface instanceof Element && surface.matches(':focus');
      if (frame && gestures.wheel(frame, event, hasFocus)) event.preventDefault();
    },
    keyDown: (event) => {
      const frame = frameNow();
      if (event.ctrlKey || event.altKey || event.metaKey || !frame) return;
      if (gestures.press(event, cursor.time) || cursor.press(frame, event.key)) event.preventDefault();
    },
    blur: () => cursor.clear(),
    reset: () => navigation.reset(),
  };
}
