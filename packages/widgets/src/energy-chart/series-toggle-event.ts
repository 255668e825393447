/** Fired when the user shows or hides a series by the legend. Does not bubble. */
export class SeriesToggleEvent extends Event {
  static readonly type = 'series-toggle';
  /** The series as `hidden-series` names it, for example `Fossil Gas`. */
  readonly series: string;
  readonly isHidden: boolean;

  constructor(series: string, isHidden: boolean) {
    super(SeriesToggleEvent.type, { composed: true });
    this.series = series;
    this.isHidden = isHidden;
  }
}
