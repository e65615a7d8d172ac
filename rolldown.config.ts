import type { Plugin, RolldownOptions } from 'rolldown';

/** Stay as they are: native code, and what finds files beside its own. */
const unbundled = [/^@node-rs\//, /^swagger-ui-/];

/** What packages ask for and do without: drivers of other databases, and faster versions of what Node has. */
const absent = [
  /^(mysql2?|sqlite3|better-sqlite3|sql\.js|mssql|oracledb|mongodb|hdb-pool|pg-native|pg-query-stream|redis)$/,
  /^(typeorm-aurora-data-api-driver|react-native-sqlite-storage|ts-node|bufferutil|utf-8-validate|msgpackr-extract)$/,
  /^@(google-cloud\/spanner|sap\/hana-client)/,
];

/** Node reads every map when it loads the file; those of the packages are large, and nobody looks for a line in there. */
const mapOurOwnCode: Plugin = {
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
 * The server, each process with what it uses in a few files: finding, reading and lexing 1,400 of them took more
 * than half of a start.
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
  // Said here and not read from tsconfig.json: a folder with a brace in its name would match none of its patterns, and
  // decorators would be left as they are, which Node cannot read.
  tsconfig: false,
  transform: { decorator: { legacy: true }, typescript: { onlyRemoveTypeImports: true } },
  external: [...unbundled, ...absent],
  plugins: [mapOurOwnCode],
  output: {
    dir: 'dist',
    chunkFileNames: ({ name }) => `shared/${name.replaceAll('/', '-')}.js`,
    codeSplitting: { groups: [{ name: 'packages', test: /node_modules/, entriesAware: true }] },
    // TypeORM and the log speak of classes by name.
    keepNames: true,
    sourcemap: true,
  },
} satisfies RolldownOptions;
