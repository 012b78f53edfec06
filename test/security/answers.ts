/** Raw connections that no HTTP client would make. */
import net from 'node:net';
import type { Running } from './running.ts';

export type Wire = { readonly text: string; readonly closed: boolean; readonly milliseconds: number };

/** Sends exactly these bytes and reads until the connection is closed or nothing comes for `quietMs`. */
export function speak(port: number, bytes: string, quietMs = 400): Promise<Wire> {
  const began = performance.now();
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    let text = '';
    let timer = setTimeout(() => done(false), quietMs);
    const done = (closed: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text, closed, milliseconds: performance.now() - began });
    };
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      clearTimeout(timer);
      timer = setTimeout(() => done(false), quietMs);
    });
    socket.once('close', () => done(true));
    socket.once('error', () => done(true));
  });
}

export const statusesIn = (text: string): readonly number[] => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));

/** Headers as the window sends them. */
export const ownHead = ({ serving, cookie, origin }: Running): string => `Host: 127.0.0.1:${serving.port}\r\nCookie: ${cookie}\r\nOrigin: ${origin}\r\n`;

export type Held = { readonly ended: Promise<void>; readonly isCut: () => boolean; close(): void };

/** A connection that is held open; `ended` resolves when the workstation cuts it. */
export function hold(port: number, bytes = ''): Promise<Held> {
  return new Promise((resolve) => {
    let cut = false;
    const socket = net.connect(port, '127.0.0.1', () => {
      if (bytes !== '') socket.write(bytes, 'latin1');
      resolve({ ended, isCut: () => cut, close: () => socket.destroy() });
    });
    const ended = new Promise<void>((end) => socket.once('close', () => { cut = true; end(); }));
    socket.on('error', () => undefined);
    socket.resume();
  });
}
