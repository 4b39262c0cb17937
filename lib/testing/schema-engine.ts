/** Prisma's schema engine (WebAssembly) over a database, for the tests that compare schema.prisma, migrations and databases. */
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, type SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine, type DiffTarget, type MigrationList } from '@prisma/schema-engine-wasm';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Pool, type FieldDef, type PoolClient } from 'pg';
import { readMigrations } from '@/lib/runtime/migrate';

const FILTERS = { externalTables: [], externalEnums: [] };

export interface SchemaComparison {
  /** SQL that would turn what the database has into what schema.prisma says; empty when they agree. */
  missing(): Promise<string>;
  /** What Prisma thinks of the migration history in the database. */
  history(): ReturnType<SchemaEngine['diagnoseMigrationHistory']>;
}

export async function schemaEngine(url: string): Promise<SchemaComparison> {
  const schemaPath = path.join(process.cwd(), 'prisma/schema.prisma');
  const content = readFileSync(schemaPath, 'utf8');
  const engine = await SchemaEngine.new(
    { datamodels: [[schemaPath, content]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(catalogueReader(url)),
  );
  const files = [{ path: schemaPath, content }];
  const schema: DiffTarget = { tag: 'schemaDatamodel', files };
  const database: DiffTarget = { tag: 'schemaDatasource', files, configDir: path.dirname(schemaPath) };
  return {
    async missing() {
      const result = await engine.diff({ from: database, to: schema, script: true, exitCode: null, filters: FILTERS });
      const sql = result.stdout?.trim() ?? '';
      return sql.includes('This is an empty migration') ? '' : sql;
    },
    history: async () => engine.diagnoseMigrationHistory({ migrationsList: await migrationList(), optInToShadowDatabase: false, filters: FILTERS }),
  };
}

const CATALOGUE_CHAR = 18;
const STAND_IN = 2950;

/**
 * The adapter refuses the type `"char"` (object id 18) of PostgreSQL's own catalogues, which the engine reads. Such a column is announced to the adapter as
 * a uuid, a type that the catalogues do not use and that passes through as text, and handed to the engine as the character it is.
 */
function catalogueReader(url: string): SqlMigrationAwareDriverAdapterFactory {
  const pool = new Pool({ connectionString: url, max: 2 });
  pool.on('connect', (client: PoolClient & { connection?: NodeJS.EventEmitter }) => {
    client.connection?.prependListener('rowDescription', ({ fields }: { fields: FieldDef[] }) => {
      for (const field of fields) if (field.dataTypeID === CATALOGUE_CHAR) field.dataTypeID = STAND_IN;
    });
  });
  const factory = new PrismaPg(pool, { disposeExternalPool: true });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      const columnTypes = result.columnTypes.map((type) => (type === ColumnTypeEnum.Uuid ? ColumnTypeEnum.Character : type));
      return { ...result, columnTypes };
    };
    return adapter;
  };
  return factory;
}

async function migrationList(): Promise<MigrationList> {
  const migrations = await readMigrations();
  return {
    baseDir: path.join(process.cwd(), 'prisma/migrations'),
    lockfile: { path: 'migration_lock.toml', content: readFileSync('prisma/migrations/migration_lock.toml', 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}
