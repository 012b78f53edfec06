/** The window learns the shell's version and nothing else. */
import { contextBridge } from 'electron';

contextBridge.exposeInMainWorld('nadirShell', { electron: process.versions.electron });
