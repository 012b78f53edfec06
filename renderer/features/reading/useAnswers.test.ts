import { describe, expect, it } from 'vitest';
import type { CommandReply } from '../../../src/api/wire.ts';
import { makeAnswerQueue } from './useAnswers.ts';

const reply = (revision: number) => ({ case: { revision } }) as CommandReply;
function later() {
  let answer: (reply: CommandReply | undefined) => void = () => undefined;
  let refuse: (error: Error) => void = () => undefined;
  const promise = new Promise<CommandReply | undefined>((resolve, reject) => { answer = resolve; refuse = reject; });
  return { promise, answer, refuse };
}
const turn = () => new Promise((resolve) => { setTimeout(resolve, 0); });

describe('what is done while an answer is awaited', () => {
  it('runs at once when nothing is awaited', () => {
    const done: string[] = [];
    makeAnswerQueue().after(() => done.push('a'));
    expect(done).toEqual(['a']);
  });

  it('waits for the answer and for its facts on screen, and keeps its order', async () => {
    const [queue, undo, done] = [makeAnswerQueue(), later(), [] as string[]];
    queue.shown(6);
    queue.await(undo.promise);
    queue.after(() => done.push('a'));
    undo.answer(reply(7));
    await turn();
    queue.after(() => done.push('b'));
    expect(done).toEqual([]);
    queue.shown(7);
    expect(done).toEqual(['a', 'b']);
  });

  it('an action that awaits something itself holds those behind it', async () => {
    const [queue, first, second, done] = [makeAnswerQueue(), later(), later(), [] as string[]];
    queue.await(first.promise);
    queue.after(() => queue.await(second.promise, () => done.push('undo')));
    queue.after(() => done.push('enter'));
    first.answer(undefined);
    await turn();
    expect(done).toEqual([]);
    second.refuse(new Error('refused'));
    await turn();
    expect(done).toEqual(['undo', 'enter']);
  });

  it('drops what it holds with the timepoint', async () => {
    const [queue, undo, done] = [makeAnswerQueue(), later(), [] as string[]];
    queue.await(undo.promise);
    queue.after(() => done.push('a'));
    queue.drop();
    undo.answer(reply(9));
    await turn();
    queue.shown(9);
    expect(done).toEqual([]);
  });
});
