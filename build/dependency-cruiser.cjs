/** What the linter cannot see: cycles, orphans, and which npm package may appear in which room. A package listed for no room fails. */
const packages = [
  ['^src/(common|system|accounts|geometry|recist|casefile)/', []],
  ['^src/endpoints/', ['@stdlib/']],
  ['^src/dicom/', ['dicom-parser', 'dicom-character-set', 'yauzl', '@cornerstonejs/jpeg-lossless-decoder-js', '@cornerstonejs/codec-']],
  ['^src/deidentify/', []],
  ['^src/demo/', ['dcmjs', 'piscina']],
  ['^src/store/', ['better-sqlite3', 'uuid']],
  ['^src/keys/', []],
  ['^src/exchange/pdf/', ['pdfkit', 'fflate']],
  ['^src/exchange/sr/', ['dcmjs']],
  ['^src/exchange/(?!pdf/|sr/)', []],
  ['^src/figures/', []],
  ['^src/services/', ['uuid', 'zod', '@node-rs/argon2']],
  ['^src/api/', ['hono', '@hono/', 'zod']],
  ['^src/host/', ['@resvg/resvg-wasm', 'fflate', 'piscina', 'pngjs', 'uuid', 'hono', '@hono/node-server']],
  ['^src/server/', ['hono', '@hono/node-server']],
  ['^src/cli/', ['commander']],
  ['^electron/', ['electron']],
  ['^renderer/viewer/', ['react', 'react-dom', 'zustand', '@cornerstonejs/core']],
  ['^renderer/bench/', ['react', 'react-dom', '@cornerstonejs/', 'dicom-parser']],
  ['^renderer/(?!viewer/|bench/)', ['react', 'react-dom', 'zustand', '@mantine/', '@tanstack/', '@tabler/', '@fontsource-variable/', 'echarts', 'hono', 'zod']],
  ['^build/', ['vite', '@vitejs/', 'esbuild', 'rolldown', 'marked', 'typescript', 'commander']],
];

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const allowed = (names) => names.map((name) => (name.endsWith('/') || name.endsWith('-') ? `node_modules/${escape(name)}` : `node_modules/${escape(name)}(/|$)`)).join('|') || '^$';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'no-orphans', severity: 'error',
      from: { orphan: true, pathNot: ['\\.test\\.tsx?$', '\\.d\\.ts$', '^renderer/(main|bench)', 'worker\\.ts$', '^src/common/clock\\.ts$', '^electron/preload\\.ts$', '^build/', '^src/host/main\\.ts$'] },
      to: {},
    },
    { name: 'no-tests-in-production', severity: 'error', from: { path: '^(src|electron|renderer)/', pathNot: '\\.test\\.tsx?$' }, to: { path: '^test/|\\.test\\.tsx?$' } },
    { name: 'cornerstone-stays-in-the-viewer', severity: 'error', from: { path: '^renderer/', pathNot: '^renderer/(viewer|bench)/' }, to: { path: 'node_modules/@cornerstonejs/' } },
    {
      // What a room offers is its index.ts. The wire's types and schemas are the API's second door, for the window; a worker thread that only needs paths takes them without the database.
      name: 'through-the-door', severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '\\.test\\.ts$|^src/host/workers/' },
      to: { path: '^src/', pathNot: '^src/$1/|^src/[^/]+/index\\.ts$|^src/api/(wire|ports)\\.ts$' },
    },
    {
      name: 'through-the-door-from-the-window', severity: 'error',
      from: { path: '^renderer/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/', pathNot: '^src/[^/]+/index\\.ts$|^src/api/(wire\\.ts|schemas/)' },
    },
    {
      name: 'through-the-door-within-the-window', severity: 'error',
      from: { path: '^renderer/((?:features/)?[^/]+)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^renderer/(features/)?[^/]+/', pathNot: '^renderer/$1/|/index\\.tsx?$|\\.css$|^renderer/viewer/contract\\.ts$' },
    },
    { name: 'one-handler-anywhere', comment: 'The API runs on web standards alone.', severity: 'error', from: { path: '^src/api/', pathNot: '\\.test\\.ts$' }, to: { dependencyTypes: ['core'] } },
    ...packages.map(([path, names]) => ({
      name: `packages-of ${path}`, severity: 'error',
      from: { path, pathNot: '\\.test\\.tsx?$' },
      to: { path: 'node_modules/', pathNot: `${allowed(names)}|node_modules/@types/` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'browser', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.d.ts'] },
  },
};
