import { expect, it } from 'vitest';
import type { ServerEvent } from '../../src/api/wire.ts';
import { makeEventParser } from './eventStream.ts';

const stream = 'retry: 500\ndata: {"type":"hello","version":"0.1.0"}\n\n: still here\n\ndata: {"type":"subject","subjectId":"s","revision":40}\r\n\r\n';

it.each([1, 7, 1000])('finds every event whatever pieces of %i characters the stream comes in', (size) => {
  const events: ServerEvent[] = [];
  const parse = makeEventParser((event) => events.push(event));
  for (let at = 0; at < stream.length; at += size) parse(stream.slice(at, at + size));
  expect(events).toEqual([{ type: 'hello', version: '0.1.0' }, { type: 'subject', subjectId: 's', revision: 40 }]);
});

it('waits for the end of an event that has not come whole', () => {
  const events: ServerEvent[] = [];
  makeEventParser((event) => events.push(event))('data: {"type":"study","studyId":"1"}\n');
  expect(events).toEqual([]);
});
