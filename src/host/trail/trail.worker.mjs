// A thread of the audit trail. Plain JavaScript, so that the compile cache is on before the services are loaded.
import module from 'node:module';

module.enableCompileCache?.();
await import('./trailLoop.ts');
