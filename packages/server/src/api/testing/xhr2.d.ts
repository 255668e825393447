// xhr2 has no types of its own.
declare module 'xhr2' {
  /** What browsers call by this name. */
  export default class XMLHttpRequest {}
}
