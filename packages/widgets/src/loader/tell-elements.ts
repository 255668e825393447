import { ELEMENT_NAMES } from './element-names.ts';
import { findElements } from './find-elements.ts';
import { useOptions } from './use-options.ts';

// A module of its own, so that it runs before the elements are defined that it tells their server.
findElements(new Set(ELEMENT_NAMES), useOptions(import.meta.url));
