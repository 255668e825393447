import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHOICES, type Choices, wrongChoice } from './chart-choices.ts';

const right: Choices = {
  stream: 'load',
  areaType: 'CTY',
  view: 'timeline',
  span: '24h',
  bucket: 'hour-of-day',
  statistic: 'mean',
  orientation: 'vertical',
  theme: 'auto',
};

test('of right choices nothing is said', () => {
  assert.equal(wrongChoice(right), '');
  for (const name of Object.keys(CHOICES) as (keyof Choices)[])
    for (const value of CHOICES[name]) assert.equal(wrongChoice({ ...right, [name]: value }), '');
});

test('each wrong choice is named as its attribute, with what it may be', () => {
  for (const name of Object.keys(CHOICES) as (keyof Choices)[]) {
    const attribute = name === 'areaType' ? 'area-type' : name;
    const expected = `${attribute}="x" is not one of ${CHOICES[name].join(', ')}.`;
    assert.equal(wrongChoice({ ...right, [name]: 'x' }), expected);
  }
});
