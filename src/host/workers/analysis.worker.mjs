// The thread that analyses studies. Plain JavaScript, so that the compile cache is on before the services are loaded.
import module from 'node:module';

// Only in the folder that the start named: Node's default is open to other accounts.
if (process.env.NODE_COMPILE_CACHE) module.enableCompileCache?.();
await import('./analysisLoop.ts');
