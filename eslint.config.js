import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import * as regexp from 'eslint-plugin-regexp';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Which of the project's other folders each one may import. The graph is acyclic: see docs/architecture.md. */
export const mayImport = {
  contract: [],
  platform: [],
  domain: ['contract', 'platform'],
  migrations: ['platform'],
  api: ['contract', 'domain', 'migrations', 'platform'],
  worker: ['contract', 'domain', 'platform'],
  cli: ['contract', 'domain', 'migrations', 'platform'],
  'web-client': ['contract'],
};

/** For development and tests. They may import everything, and production code does not import them. */
export const beside = ['bench', 'dev', 'test'];

/**
 * Which sibling folders each folder may import: the graph has no cycles. Files directly in the parent folder may be
 * imported by all. A folder that is not listed here is an error (`test/project/architecture.test.ts`).
 */
export const neighbours = {
  contract: { api: [] },
  platform: {
    async: [],
    http: [],
    observability: ['async'],
    postgres: ['async', 'observability'],
    redis: ['async', 'observability'],
    process: ['observability', 'postgres', 'redis'],
  },
  domain: {
    idempotency: [],
    lists: [],
    connections: [],
    events: ['lists'],
    accounts: ['events', 'lists'],
    retention: ['accounts'],
    broadcasts: ['accounts', 'events', 'lists'],
    deliveries: ['accounts', 'bookings', 'businesses', 'connections', 'events', 'lists'],
    notifications: ['accounts', 'broadcasts', 'deliveries', 'events', 'lists'],
    businesses: ['accounts', 'events', 'lists'],
    bookings: ['accounts', 'businesses', 'events', 'lists'],
    payments: ['accounts', 'bookings', 'businesses', 'events', 'lists'],
    'car-washes': ['accounts', 'bookings', 'businesses', 'events', 'lists'],
    employees: ['accounts', 'businesses', 'car-washes', 'events', 'lists'],
    operations: ['accounts', 'bookings', 'connections', 'deliveries', 'events', 'lists'],
    analytics: ['accounts', 'deliveries', 'events'],
  },
  api: {
    http: [],
    auth: ['http'],
    idempotency: ['auth', 'http'],
    'rate-limits': ['http'],
    'queue-board': ['auth', 'http', 'rate-limits'],
    realtime: ['http'],
    routes: ['auth', 'http', 'idempotency', 'queue-board', 'rate-limits'],
  },
  worker: {
    runtime: [],
    notifications: [],
    channels: [],
    deliveries: ['runtime'],
    monitoring: ['runtime'],
    jobs: ['deliveries', 'notifications', 'runtime'],
  },
};

const skipped = ['describe', 'it'].map((name) => ({
  selector: `MemberExpression[object.name="${name}"][property.name=/only|skip/]`,
  message: 'No skipped tests.',
}));

/** The words of the client are in its texts, one language beside the other. These are places where they would be found elsewhere. */
const spokenAttributes =
  'aria-label|nothing|action|title|label|legend|hint|missing|placeholder|alt|what|below';
const spoken = `JSXAttribute[name.name=/^(${spokenAttributes})$/]`;
const wordsInComponents = [
  'JSXText[value=/[a-z]{2}/i]:not([value=/^\\s*(ParkMate|PostgreSQL|Redis)\\s*$/])',
  'JSXExpressionContainer > Literal[value=/[a-z]{2} |^[A-Z][a-z]/]',
  `${spoken} > Literal[value=/[a-z]{2}/i]`,
  `${spoken} > JSXExpressionContainer > ConditionalExpression > Literal[value=/[a-z]{2}/i]`,
  `${spoken} > JSXExpressionContainer > TemplateLiteral > TemplateElement[value.raw=/[a-z]{2}/i]`,
  'JSXExpressionContainer > ConditionalExpression > Literal[value=/^[A-Z][a-z]|[a-z]{2} [a-z]/]',
  'Property[key.name=/^(title|message|label)$/] > Literal[value=/[a-z]{2}/i]',
].map((selector) => ({ selector, message: 'People read this: put it into web-client/src/texts.' }));

const without = (all, some) => all.filter((one) => !some.includes(one));

const betweenFolders = Object.entries(mayImport).map(([folder, allowed]) => ({
  target: `./${folder}`,
  from: without([...Object.keys(mayImport), ...beside], [folder, ...allowed]).map((other) => `./${other}`),
}));

const betweenNeighbours = Object.entries(neighbours)
  .flatMap(([parent, folders]) =>
    Object.entries(folders).map(([folder, allowed]) => ({
      target: `./${parent}/${folder}`,
      from: without(Object.keys(folders), [folder, ...allowed]).map((other) => `./${parent}/${other}`),
    })),
  )
  .filter(({ from }) => from.length > 0);

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '.data/', '.data-test/', '.data-bench/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
      globals: globals.node,
    },
    plugins: { 'import-x': importX, regexp },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: ['tsconfig.json'] })] },
    rules: {
      // The exceptions are unit tests, which stand beside the code under test and may use the test harness.
      'import-x/no-restricted-paths': ['error', { zones: [...betweenFolders, ...betweenNeighbours] }],
      'import-x/no-cycle': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // False positives: it misreads library types that are narrowed by a cast.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A pattern with super-linear backtracking (ReDoS) lets one long input block the event loop.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
      'no-restricted-syntax': ['error', ...skipped],
    },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'import-x/no-restricted-paths': 'off',
      'regexp/no-super-linear-backtracking': 'off',
      'regexp/no-super-linear-move': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['{contract,domain,api,cli,migrations,web-client,dev}/**/*.{ts,tsx}'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'bullmq', message: 'BullMQ stays inside platform and worker.' }] },
      ],
    },
  },
  {
    files: ['web-client/src/**/*.{ts,tsx}'],
    ignores: ['web-client/src/stored.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['localStorage', 'sessionStorage'].map((name) => ({
          name,
          message: 'Access may throw: use stored.ts, which bears it.',
        })),
      ],
    },
  },
  {
    files: ['web-client/src/**/*.{ts,tsx}'],
    ignores: ['**/*.test.ts', '**/example-*.ts', 'web-client/src/texts/**'],
    rules: { 'no-restricted-syntax': ['error', ...skipped, ...wordsInComponents] },
  },
  { files: ['**/*.{js,mjs}'], extends: [tseslint.configs.disableTypeChecked] },
);
