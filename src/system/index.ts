export { syncFile, syncFolder } from './onDisk.ts';
export { isRunning, thisMachine } from './processes.ts';
export { clearStaging, leftBehind, stageBeside } from './staging.ts';
