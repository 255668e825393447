import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { deskStrings as strings } from './desk-strings.ts';
import { fieldValue } from './field-value.ts';
import {
  type DayDraft,
  type HoursDraft,
  nextHours,
  type SetupDraft,
  type SetupProblem,
} from './setup-draft.ts';

/** What the fields of hours are shown with. */
export interface WeekView {
  readonly draft: SetupDraft;
  readonly locale: string;
  readonly problems: ReadonlySet<SetupProblem>;
  readonly change: (change: Partial<SetupDraft>) => void;
}

const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** The hours of Monday to Sunday. */
export function renderWeek(view: WeekView): TemplateResult {
  const { draft, locale, problems } = view;
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return html`<ul class="week" role="list">
      ${draft.week.map((hours, day) => renderWeekday(view, day, format.format(MONDAY + day * DAY_MS), hours))}
    </ul>
    ${problems.has('week') ? html`<p class="bad" role="alert">${strings.weekWrong}</p>` : nothing}`;
}

function renderWeekday(
  { draft, problems, change }: WeekView,
  day: number,
  name: string,
  hours: readonly HoursDraft[],
): TemplateResult {
  const set = (to: readonly HoursDraft[]) => change({ week: draft.week.with(day, to) });
  return html`<li>
    <span class="day-name">${name}</span>
    <div class="day-hours">
      ${hours.length === 0 ? html`<span class="quiet">${strings.closed}</span>` : nothing}
      ${hours.map((one, index) => {
        const isWrong = problems.has(`hours ${day} ${index}`);
        return html`<div class="hours">
          ${renderHours(one, name, isWrong, (to) => set(hours.with(index, to)))}
          ${renderRemove(strings.removeHours(name), () => set(hours.toSpliced(index, 1)))}
          ${isWrong ? html`<span class="bad" role="alert">${strings.hoursWrong}</span>` : nothing}
        </div>`;
      })}
    </div>
    ${
      hours.length < 4
        ? html`<button
            type="button"
            class="quiet-button"
            aria-label=${strings.addHours(name)}
            title=${strings.addHours(name)}
            @click=${() => set([...hours, nextHours(hours)])}
          >
            <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 4v12M4 10h12" /></svg>
          </button>`
        : nothing
    }
  </li>`;
}

/** Days with other hours than their weekday. */
export function renderOtherDays({ draft, problems, change }: WeekView): TemplateResult {
  const { days } = draft;
  const set = (index: number, to: Partial<DayDraft>) =>
    change({ days: days.map((day, at) => (at === index ? { ...day, ...to } : day)) });
  const add = { date: '', isClosed: true, from: '09:00', to: '17:00' };
  return html`<ul class="days" role="list">
      ${days.map((day, index) => {
        const isWrong = problems.has(`day ${index}`);
        const name = day.date || String(index + 1);
        return html`<li class="hours">
          <input
            type="date"
            aria-label=${strings.day}
            aria-invalid=${isWrong ? 'true' : nothing}
            .value=${live(day.date)}
            @change=${({ currentTarget }: Event) => set(index, { date: fieldValue(currentTarget) })}
          />
          <label class="choice">
            <input
              type="checkbox"
              .checked=${live(day.isClosed)}
              @change=${({ currentTarget }: Event) => {
                if (currentTarget instanceof HTMLInputElement)
                  set(index, { isClosed: currentTarget.checked });
              }}
            />
            <span>${strings.closedAllDay}</span>
          </label>
          ${day.isClosed ? nothing : renderHours(day, name, isWrong, (to) => set(index, to))}
          ${renderRemove(strings.removeDay(name), () => change({ days: days.toSpliced(index, 1) }))}
          ${isWrong ? html`<span class="bad" role="alert">${strings.dayWrong}</span>` : nothing}
        </li>`;
      })}
    </ul>
    ${
      days.length < 200
        ? html`<button type="button" class="quiet-button" @click=${() => change({ days: [...days, add] })}>
            ${strings.addDay}
          </button>`
        : nothing
    }`;
}

function renderHours(
  { from, to }: HoursDraft,
  name: string,
  isWrong: boolean,
  set: (hours: HoursDraft) => void,
): TemplateResult {
  const field = (value: string, label: string, note: (value: string) => void) => html`<input
    type="time"
    aria-label=${label}
    aria-invalid=${isWrong ? 'true' : nothing}
    .value=${live(value)}
    @change=${({ currentTarget }: Event) => note(fieldValue(currentTarget))}
  />`;
  return html`<span class="span"
    >${field(from, strings.from(name), (value) => set({ from: value, to }))} –
    ${field(to, strings.to(name), (value) => set({ from, to: value }))}</span
  >`;
}

function renderRemove(label: string, remove: () => void): TemplateResult {
  return html`<button type="button" class="quiet-button" aria-label=${label} title=${label} @click=${remove}>
    <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M5 5l10 10M15 5L5 15" /></svg>
  </button>`;
}
