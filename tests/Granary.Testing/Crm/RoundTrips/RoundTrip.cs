using System.Globalization;
using System.IO.Compression;
using Granary.Archive.Manifests;
using Granary.Testing.Postgres;
using Npgsql;

namespace Granary.Testing.Crm.RoundTrips;

/// <summary>
/// Compares a backup with the database that it is of, which must not have changed since, in two ways that know nothing of the code
/// that made it: PostgreSQL loads every module into an empty table and finds the rows that only one of the two has, and Python
/// reads every cell and compares it with what the server writes of it.
/// </summary>
public static class RoundTrip
{
    private const string Differing = """
        SELECT count(*) FROM (
          (SELECT r::text FROM (SELECT {0} FROM {1}) AS r EXCEPT ALL SELECT r::text FROM loaded AS r) UNION ALL
          (SELECT r::text FROM loaded AS r EXCEPT ALL SELECT r::text FROM (SELECT {0} FROM {1}) AS r)) AS differing
        """;

    /// <param name="folder">The manifest and the archives.</param>
    /// <param name="rows">
    /// The rows that a module must hold, as SQL says it behind FROM, with the table under the name <c>t</c>: said by who knows the
    /// database, and not by the code that is tested.
    /// </param>
    /// <param name="known">Modules that were compared already: they are passed over unless they have other columns now.</param>
    public static async Task<RoundTripResult> CheckAsync(string folder, PostgresDatabase database, Func<string, string> rows, IReadOnlyList<ManifestModule>? known = null)
    {
        var manifest = Manifest.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, Manifest.FileName)));
        using var said = new TemporaryDirectory();
        var differences = new List<string>();
        await using var connection = await database.ConnectAsync();
        await connection.ExecuteAsync("SET datestyle = ISO; SET intervalstyle = postgres; SET timezone = UTC; SET extra_float_digits = 3; SET bytea_output = hex; SET xmloption = content; SET search_path = ''");
        using var archives = new Archives(folder);
        for (var i = 0; i < manifest.Modules.Count; i++)
        {
            var module = manifest.Modules[i];
            if (module.Parts.Count == 0 || known?.Any(other => other.Name == module.Name && other.Columns.SequenceEqual(module.Columns)) is true) continue;
            var from = rows(module.Name);
            var columns = string.Join(", ", module.Columns.Select(column => $"t.{Sql.Quote(column.Name)}"));
            await connection.ExecuteAsync("DROP TABLE IF EXISTS pg_temp.loaded");
            await connection.ExecuteAsync($"CREATE TEMPORARY TABLE loaded AS SELECT {columns} FROM {from} WITH NO DATA");
            try
            {
                await LoadAsync(connection, module, archives);
            }
            catch (PostgresException refused)
            {
                differences.Add($"{module.Name} cannot be loaded: {refused.MessageText} ({refused.Where})");
            }
            await WriteAsync(connection, $"COPY (SELECT {await TextAsync(connection)} FROM {from}) TO STDOUT (ENCODING 'UTF8')", said.At(i.ToString(CultureInfo.InvariantCulture)));
            var source = await CountAsync(connection, $"SELECT count(*) FROM {from}");
            var loaded = await CountAsync(connection, "SELECT count(*) FROM loaded");
            var differing = await CountAsync(connection, string.Format(CultureInfo.InvariantCulture, Differing, columns, from));
            if (source != loaded || source != module.Rows || differing != 0)
                differences.Add($"{module.Name}: {source} rows in the database, {module.Rows} in the manifest, {loaded} loaded, {differing} of them differ.");
        }
        var read = Shell.Run("python3", "/", RepositoryRoot.At("tests", "Granary.Testing", "Crm", "RoundTrips", "compare_cells.py"), folder, said.Path);
        differences.AddRange(read.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        if (read.ExitCode != 0) differences.Add($"Python ended with {read.ExitCode}: {read.Error}");
        return new RoundTripResult(
            [.. manifest.Modules.Where(module => module.Parts.Count == 0).Select(module => module.Name)],
            differences);
    }

    /// <summary>
    /// What is behind FROM for each module of a database whose tables are the tenant's with all their rows: those of one schema by
    /// their own names, or else those of every schema, with its name before theirs except in <c>public</c>; what would have the
    /// name of another has quotes around both. Partitions are rows of their table.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, string>> WholeTablesAsync(PostgresDatabase database, string? schema = null, string kinds = "rp") =>
        (await database.QueryAsync<string[]>($"""
            SELECT ARRAY[CASE WHEN count(*) OVER (PARTITION BY name) > 1 THEN '"' || replace(nspname, '"', '""') || '"."' || replace(relname, '"', '""') || '"' ELSE name END, rows]
            FROM (
              SELECT nspname, relname, CASE WHEN nspname = {Sql.Literal(schema ?? "public")} THEN relname::text ELSE nspname || '.' || relname END AS name,
                     CASE relkind WHEN 'r' THEN 'ONLY ' ELSE '' END || format('%I.%I AS t', nspname, relname) AS rows
              FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
              WHERE strpos({Sql.Literal(kinds)}, relkind::text) > 0 AND NOT relispartition AND nspname <> 'information_schema' AND nspname !~ '^pg_'
                AND {(schema is null ? "true" : $"nspname = {Sql.Literal(schema)}")}) AS tables
            """)).ToDictionary(row => row[0], row => row[1]);

    private static async Task LoadAsync(NpgsqlConnection connection, ManifestModule module, Archives archives)
    {
        foreach (var part in module.Parts)
        {
            await using var content = archives.Open(part);
            await using var copy = (StreamWriter)await connection.BeginTextImportAsync("COPY loaded FROM STDIN (FORMAT csv, HEADER, ENCODING 'UTF8')");
            await content.CopyToAsync(copy.BaseStream);
        }
    }

    /// <summary>
    /// What stands in a cell for each column of the table that was made: the text that the server casts to, but for blanks at the
    /// end of <c>char</c>, which that cast loses and the value has.
    /// </summary>
    private static async Task<string> TextAsync(NpgsqlConnection connection) =>
        string.Join(", ", await connection.QueryAsync<string>("""
            WITH RECURSIVE behind AS (
              SELECT attnum, attname, atttypid AS type FROM pg_attribute WHERE attrelid = 'loaded'::regclass AND attnum > 0
              UNION ALL SELECT attnum, attname, typbasetype FROM behind JOIN pg_type ON pg_type.oid = type WHERE typtype = 'd')
            SELECT format(CASE WHEN bool_or(type = 'bpchar'::regtype) THEN 'concat(t.%I)' ELSE 't.%I::text' END, attname) FROM behind GROUP BY attnum, attname ORDER BY attnum
            """));

    private static async Task WriteAsync(NpgsqlConnection connection, string copy, string path)
    {
        using var rows = (StreamReader)await connection.BeginTextExportAsync(copy);
        await using var file = File.Create(path);
        await rows.BaseStream.CopyToAsync(file);
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql) => (await connection.QueryAsync<long>(sql))[0];

    private sealed class Archives(string folder) : IDisposable
    {
        private readonly List<ZipArchive> zips = [.. Directory.GetFiles(folder, "Data_*.zip").Select(ZipFile.OpenRead)];

        public Stream Open(string entry) => zips.Select(zip => zip.GetEntry(entry)).First(found => found is not null)!.Open();

        public void Dispose() => zips.ForEach(zip => zip.Dispose());
    }
}
