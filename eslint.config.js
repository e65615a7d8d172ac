import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import * as regexp from 'eslint-plugin-regexp';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Folders that a folder may not import. The arrows of the house point one way: see docs/architecture.md. */
const forbidden = [
  {
    target: './contract',
    from: [
      './platform',
      './domain',
      './api',
      './worker',
      './cli',
      './web-client',
      './migrations',
      './dev',
      './test',
      './bench',
    ],
  },
  {
    target: './platform',
    from: [
      './contract',
      './domain',
      './api',
      './worker',
      './cli',
      './web-client',
      './migrations',
      './dev',
      './test',
      './bench',
    ],
  },
  {
    target: './domain',
    from: ['./api', './worker', './cli', './web-client', './migrations', './dev', './test', './bench'],
  },
  {
    target: './migrations',
    from: [
      './contract',
      './domain',
      './api',
      './worker',
      './cli',
      './web-client',
      './dev',
      './test',
      './bench',
    ],
  },
  { target: './api', from: ['./worker', './cli', './web-client', './dev', './test', './bench'] },
  { target: './worker', from: ['./api', './cli', './web-client', './dev', './test', './bench'] },
  { target: './cli', from: ['./api', './worker', './web-client', './dev', './test', './bench'] },
  {
    target: './web-client',
    from: [
      './platform',
      './domain',
      './api',
      './worker',
      './cli',
      './migrations',
      './dev',
      './test',
      './bench',
    ],
  },
];

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
      // The exceptions are unit tests, which stand beside what they test and may use the test house's tools.
      'import-x/no-restricted-paths': ['error', { zones: forbidden }],
      'import-x/no-cycle': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // Its reading of library types that are narrowed by a cast is wrong more often than right.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A pattern whose time grows with the square of its text lets one long address hold up every caller.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[object.name="describe"][property.name=/only|skip/]',
          message: 'No skipped tests.',
        },
        {
          selector: 'MemberExpression[object.name="it"][property.name=/only|skip/]',
          message: 'No skipped tests.',
        },
      ],
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
  { files: ['**/*.{js,mjs}'], extends: [tseslint.configs.disableTypeChecked] },
);
