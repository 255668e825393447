/** What a field holds that an event came from; empty for what is no field. */
export function fieldValue(field: EventTarget | null): string {
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '';
}
