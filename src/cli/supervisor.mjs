/**
 * `nadir start`, kept going: this small process holds what must outlive a crash of the workstation (its address, its secrets, its window) and runs the workstation as a child.
 * A workstation that crashes is started again under the same address, so that the window goes on with its session. Plain JavaScript without imports of ours: it runs on
 * whatever Node the command was given, and starts at once. The child's side is supervised.ts; what they say to each other goes over a channel that nobody else can read.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { performance } from 'node:perf_hooks';

/** As in the Electron shell: a workstation that died this often within the window is broken, not unlucky. */
const restartLimit = { times: 5, withinMs: 60_000 };
/** A Chromium that ends this soon has handed the address to one that was running already. */
const windowProvedMs = 3000;
/** Asked again after this long, the workstation is ended at once. A terminal and npm send the same signal to several processes. */
const secondAskMs = 1000;
const couldNotBeDone = 3;
/** done, wrong usage, could not be done: whatever else it ends with is a crash, also Node's own 1 of an error that nobody caught. */
const ordinaryEnds = new Set([0, 2, couldNotBeDone]);
const askedBySignal = new Set(['SIGINT', 'SIGTERM', 'SIGHUP']);

const say = (line) => { process.stderr.write(`nadir: ${line}\n`); };
const statusOf = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0);

/** Opens the window; `onClosed` hears how long it was there, in ms. */
function openWindow({ program, args }, onClosed) {
  const opened = performance.now();
  const window = spawn(program, args, { stdio: 'ignore' });
  let isClosed = false;
  const closed = () => {
    if (!isClosed) onClosed(performance.now() - opened);
    isClosed = true;
  };
  window.once('exit', closed);
  window.once('error', closed);
  return window;
}

/**
 * Runs `start` with these words under `program` (a Node) until it ends for good. Answers its exit status; 3 when it crashed too often.
 * `doesNotStart` hears why the program itself could not be run.
 */
export function supervise(program, script, words, doesNotStart) {
  return new Promise((resolve) => {
    let child;
    let window = null;
    // It was said where it answers; what ends before that has not been a crash under a window.
    let isServing = false;
    // What a next workstation goes on with: opaque here.
    let carried = null;
    // Its listening socket. While it is held nobody else can take the port, and a window that asks meanwhile waits instead of being refused.
    let socket;
    let askedAt = null;
    const crashes = [];

    const finish = (status) => {
      window?.kill();
      resolve(status);
    };

    const ask = () => {
      const now = performance.now();
      if (askedAt === null) {
        askedAt = now;
        // A channel that is closed belongs to a child that is ending.
        if (child.connected) child.send({ end: true }, () => undefined);
      } else if (now - askedAt > secondAskMs) child.kill('SIGKILL');
    };

    const windowClosed = (url) => (ms) => {
      window = null;
      if (askedAt !== null) return;
      if (ms >= windowProvedMs) ask();
      else process.stderr.write(`The browser handed the window over or could not open it. Nadir goes on serving ${url}; end it with Ctrl+C.\n`);
    };

    const heard = (message, handle) => {
      if (message.carried) carried = message.carried;
      if (handle) socket = handle;
      isServing ||= message.url !== undefined;
      if (message.print) process.stdout.write(message.print);
      if (message.window) window = openWindow(message.window, windowClosed(message.url));
    };

    const ended = (code, signal) => {
      if (askedAt !== null || !isServing || askedBySignal.has(signal) || ordinaryEnds.has(code)) return finish(statusOf(code, signal));
      const now = performance.now();
      crashes.push(now);
      const how = signal ?? `exit status ${code}`;
      if (crashes.filter((at) => now - at < restartLimit.withinMs).length > restartLimit.times) {
        say(`the workstation crashed ${restartLimit.times + 1} times within a minute (last: ${how}) and is not started again. What was committed is safe. The log in the data folder says why.`);
        // The window stays: what somebody was writing there can still be read.
        return resolve(couldNotBeDone);
      }
      say(`the workstation crashed (${how}) and is started again; its window goes on. What was committed is safe.`);
      run();
    };

    const run = () => {
      child = spawn(program, [script, ...words], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { ...process.env, NADIR_SUPERVISOR: String(process.pid) }, windowsHide: true });
      child.once('error', doesNotStart);
      child.on('message', heard);
      child.once('exit', ended);
      child.send({ carried }, socket, () => undefined);
    };

    for (const signal of askedBySignal) process.on(signal, ask);
    run();
  });
}
