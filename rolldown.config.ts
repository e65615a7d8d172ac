import type { Plugin, RolldownOptions } from 'rolldown';

/**
 * External: native addons, packages that load files relative to their own, and what is loaded only where traces are wanted.
 * Of OpenTelemetry the API is bundled, since prom-client uses it.
 */
const unbundled = [
  /^@node-rs\//,
  /^swagger-ui-/,
  /^@bull-board\//,
  /^@opentelemetry\/(?!api$)/,
  /^bullmq-otel$/,
];

/**
 * Optional dependencies that are not installed: drivers of other databases, and faster implementations of Node's
 * built-ins.
 */
const absent = [
  /^(mysql2?|sqlite3|better-sqlite3|sql\.js|mssql|oracledb|mongodb|hdb-pool|pg-native|pg-query-stream|redis)$/,
  /^(typeorm-aurora-data-api-driver|react-native-sqlite-storage|ts-node|bufferutil|utf-8-validate|msgpackr-extract)$/,
  /^@(google-cloud\/spanner|sap\/hana-client)/,
];

/** Node parses every source map when it loads the file; those of the packages are large and rarely needed. */
const omitPackageSourceMaps: Plugin = {
  name: 'map-our-own-code',
  generateBundle(_options, bundle) {
    for (const [file, output] of Object.entries(bundle)) {
      if (output.type !== 'chunk' || !output.name.startsWith('packages')) continue;
      output.code = output.code.replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n');
      Reflect.deleteProperty(bundle, `${file}.map`);
    }
  },
};

/**
 * Bundles the server, each process and its dependencies into a few files: resolving, reading and parsing 1,400 of them
 * took more than half of the start-up time.
 */
export default {
  input: {
    'api/main': 'api/main.ts',
    'worker/main': 'worker/main.ts',
    'migrations/main': 'migrations/main.ts',
    'cli/create-account': 'cli/create-account.ts',
    'cli/retry-dead': 'cli/retry-dead.ts',
  },
  platform: 'node',
  // Given here instead of by tsconfig.json: its patterns do not match a folder with a brace in its name, and decorators
  // would be left in, which Node cannot parse.
  tsconfig: false,
  transform: { decorator: { legacy: true }, typescript: { onlyRemoveTypeImports: true } },
  external: [...unbundled, ...absent],
  plugins: [omitPackageSourceMaps],
  output: {
    dir: 'dist',
    chunkFileNames: ({ name }) => `shared/${name.replaceAll('/', '-')}.js`,
    codeSplitting: { groups: [{ name: 'packages', test: /node_modules/, entriesAware: true }] },
    // TypeORM and the log use class names.
    keepNames: true,
    sourcemap: true,
  },
} satisfies RolldownOptions;
