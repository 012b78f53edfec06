// Lint rules and the import table of src/README.md ("who may import whom"), as errors.
import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const rooms = ['common', 'system', 'accounts', 'geometry', 'recist', 'endpoints', 'casefile', 'dicom', 'deidentify', 'demo', 'store', 'keys', 'exchange', 'figures', 'services', 'api', 'host', 'server', 'cli'];

/** Room → rooms it may import, besides itself. Anything not listed is an error. */
const mayImport = {
  common: [],
  system: [],
  accounts: [],
  geometry: ['common'],
  recist: ['common'],
  endpoints: ['common', 'recist'],
  casefile: ['common', 'recist', 'endpoints'],
  dicom: ['common', 'geometry', 'casefile'],
  deidentify: ['dicom'],
  demo: ['common', 'system', 'geometry', 'recist', 'endpoints', 'casefile'],
  store: ['common', 'system'],
  keys: ['common', 'system', 'casefile'],
  exchange: ['common', 'geometry', 'recist', 'endpoints', 'casefile', 'figures', 'dicom'],
  figures: ['common', 'geometry', 'recist', 'endpoints', 'casefile'],
  services: ['common', 'accounts', 'geometry', 'recist', 'endpoints', 'casefile', 'dicom', 'deidentify', 'store', 'exchange'],
  api: ['common', 'accounts', 'recist', 'casefile', 'services'],
  host: ['figures', 'common', 'system', 'accounts', 'geometry', 'recist', 'endpoints', 'casefile', 'api', 'services', 'store', 'keys', 'dicom', 'deidentify', 'exchange', 'demo'],
  server: ['common', 'system', 'host', 'api', 'build'],
  cli: ['figures', 'common', 'system', 'accounts', 'casefile', 'recist', 'endpoints', 'host', 'api', 'server', 'services', 'demo', 'build'],
  electron: ['common'],
  viewer: ['figures', 'common', 'geometry', 'recist', 'endpoints', 'casefile', 'api', 'backend'],
  ui: ['common', 'accounts', 'casefile', 'recist', 'endpoints', 'api'],
  queries: ['common', 'accounts', 'geometry', 'recist', 'endpoints', 'casefile', 'api', 'backend'],
  state: ['common', 'accounts', 'geometry', 'recist', 'endpoints', 'casefile', 'api', 'viewer', 'queries'],
  features: ['figures', 'common', 'accounts', 'geometry', 'recist', 'endpoints', 'casefile', 'api', 'backend', 'viewer', 'queries', 'state', 'ui', 'frame'],
  frame: ['common', 'accounts', 'recist', 'casefile', 'api', 'backend', 'queries', 'state', 'ui', 'features'],
  backend: ['common', 'api'],
  bench: ['common', 'geometry', 'casefile', 'api', 'viewer', 'backend'],
  build: [],
};

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'coverage/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { boundaries, 'react-hooks': reactHooks },
    settings: {
      'boundaries/elements': [
        ...rooms.map((room) => ({ type: room, pattern: `src/${room}` })),
        { type: 'electron', pattern: 'electron' },
        { type: 'viewer', pattern: 'renderer/viewer' },
        { type: 'ui', pattern: 'renderer/ui' },
        { type: 'queries', pattern: 'renderer/queries' },
        { type: 'state', pattern: 'renderer/state' },
        { type: 'features', pattern: 'renderer/features' },
        { type: 'frame', pattern: 'renderer/app' },
        { type: 'bench', pattern: 'renderer/bench' },
        { type: 'backend', pattern: 'renderer/backend.ts', partialMatch: false },
        { type: 'frame', pattern: 'renderer/main.tsx', partialMatch: false },
        { type: 'build', pattern: 'build' },
      ],
      'boundaries/files': [{ category: 'test', pattern: '**/*.test.{ts,tsx}' }],
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js'] } },
    },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', {
        selector: 'AssignmentExpression[operator!="="][operator!="??="] AwaitExpression',
        message: 'The old value is read before the wait: what others add meanwhile is lost. Wait first, then assign.',
      }],
    },
  },
  {
    // Production code only: a test may import anything in its own room and any door.
    files: ['src/**/*.ts', 'electron/**/*.ts', 'renderer/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: {
      'boundaries/dependencies': ['error', {
        default: 'disallow',
        policies: [
          { from: { element: { type: '*' } }, allow: { to: { module: { origin: ['external', 'core'] } } } },
          ...Object.entries(mayImport).map(([room, others]) => ({
            from: { element: { type: room } },
            allow: { to: { element: { types: { anyOf: [room, ...others] } } } },
          })),
          { from: { element: { type: '*' } }, disallow: { to: { file: { categories: 'test' } } } },
        ],
      }],
      'no-console': 'error',
    },
  },
  {
    // A pure room sees neither Node nor npm packages (endpoints: its statistics library only).
    files: ['src/{common,accounts,geometry,recist,endpoints,casefile,figures}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^(?!\\.|@stdlib/)', message: 'A pure room imports neither Node nor packages.' }] }] },
  },
  {
    // What a terminal command says goes to the terminal.
    files: ['src/cli/**', 'src/server/**', 'src/host/main.ts', 'build/**', 'test/**', 'electron/main.ts'],
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.{mjs,cjs,js}'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', module: 'writable' } } },
);
