// A thread of `nadir engine`. Plain JavaScript, so that the compile cache is on before the rules are loaded.
import module from 'node:module';

module.enableCompileCache?.();
await import('./workerLoop.ts');
