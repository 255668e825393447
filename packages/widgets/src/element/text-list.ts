import type { ComplexAttributeConverter } from 'lit';

/** A list of texts as an attribute, with commas between them. */
export const textList: ComplexAttributeConverter<readonly string[]> = {
  fromAttribute: (text) =>
    (text ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  toAttribute: (list) => list.join(','),
};
