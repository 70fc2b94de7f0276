using Granary.Adapters.Crm;
using Granary.Adapters.Postgres;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Testing.Crm;
using Granary.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Granary.Adapters.Tests.Crm.Postgres;

/// <summary>Values that Granary makes text of itself, beside the text that the server makes of them.</summary>
public sealed class ValueTests
{
    // Values at the ends of each type, and others drawn at random, of every size.
    private const string Tables = """
        SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET bytea_output = 'hex'; SELECT setseed(0.2026);
        CREATE TABLE "bool" AS SELECT v FROM (VALUES (true), (false), (NULL)) t(v);
        CREATE TABLE "int2" AS SELECT v::int2 AS v FROM unnest(ARRAY[-32768, -1, 0, 1, 32767]) v;
        CREATE TABLE "int4" AS SELECT v::int4 AS v FROM unnest(ARRAY[-2147483648, -1, 0, 1, 2147483647]) v;
        CREATE TABLE "int8" AS SELECT v FROM unnest(ARRAY[-9223372036854775808, -1, 0, 1, 9223372036854775807]::int8[]) v
          UNION ALL SELECT (10 ^ (random() * 18))::int8 FROM generate_series(1, 1000);
        CREATE TABLE "oid" AS SELECT v::oid AS v FROM unnest(ARRAY[0, 1, 2147483648, 4294967295]::int8[]) v;
        CREATE TABLE "uuid" AS SELECT md5(i::text)::uuid AS v FROM generate_series(1, 100) i;
        CREATE TABLE "numeric" AS
          SELECT v FROM unnest(ARRAY['NaN', '0', '0.0', '0.000', '-0.5', '1', '10', '100', '1000', '9999', '10000', '10001', '99999999', '100000000', '0.1', '0.01', '0.001',
            '0.0001', '0.00001', '0.00010001', '1.50', '-1234567.8900', '1e100', '1e-100', '123456789012345678901234567890.123456789']::numeric[]) v
          UNION ALL SELECT CASE WHEN current_setting('server_version_num')::int >= 140000 THEN v::numeric END FROM unnest(ARRAY['Infinity', '-Infinity']) v
          UNION ALL SELECT round((random() - 0.5)::numeric * (10::numeric ^ (random() * 40)::int), (random() * 30)::int) FROM generate_series(1, 5000)
          UNION ALL SELECT trunc(random()::numeric * (10::numeric ^ (random() * 12)::int), 2)::numeric(14, 2) FROM generate_series(1, 5000);
        CREATE TABLE "date" AS
          SELECT v FROM unnest(ARRAY['infinity', '-infinity', '4713-11-24 BC', '0001-01-01 BC', '0001-12-31 BC', '0001-01-01', '0004-02-29', '1582-10-15', '1900-02-28', '1900-03-01',
            '1999-12-31', '2000-01-01', '2000-02-29', '2000-03-01', '9999-12-31', '10000-01-01', '5874897-12-31']::date[]) v
          UNION ALL SELECT '4713-11-24 BC'::date + i FROM generate_series(0, 5000000, 499) i;
        CREATE TABLE "time" AS
          SELECT v FROM unnest(ARRAY['00:00:00', '23:59:59.999999', '24:00:00', '00:00:00.000001', '12:34:56.100000', '01:02:03.5']::time[]) v
          UNION ALL SELECT '00:00'::time + random() * interval '1 day' FROM generate_series(1, 2000);
        CREATE TABLE "timestamp" AS
          SELECT v FROM unnest(ARRAY['infinity', '-infinity', '4713-11-24 00:00:00 BC', '0001-12-31 23:59:59.999999 BC', '0001-01-01', '1999-12-31 23:59:59.999999', '2000-01-01',
            '2000-01-01 00:00:00.000001', '9999-12-31 23:59:59.9', '10000-01-01', '294276-12-31 23:59:59.999999']::timestamp[]) v
          UNION ALL SELECT '4713-11-24 BC'::timestamp + random() * interval '298000 years' FROM generate_series(1, 5000)
          UNION ALL SELECT '1970-01-01'::timestamp + random() * interval '100 years' FROM generate_series(1, 5000);
        CREATE TABLE "timestamptz" AS SELECT v AT TIME ZONE 'UTC' AS v FROM "timestamp";
        CREATE TABLE "bytea" AS SELECT v FROM unnest(ARRAY['', '\x00', '\xff00']::bytea[]) v;
        CREATE TABLE "json" AS SELECT v FROM unnest(ARRAY['null', ' {"a" : 1, "a": 2}', '"\u00e9\\"']::json[]) v;
        CREATE TABLE "jsonb" AS SELECT v FROM unnest(ARRAY['null', '{"a": 1.50, "b": [true, "x\ny"]}', '"\u00e9\\"']::jsonb[]) v;
        CREATE TABLE "bpchar" AS SELECT v::char(5) AS v FROM unnest(ARRAY['', 'ab', 'abcde', 'é  ']) v;
        CREATE TYPE mood AS ENUM ('', 'so so', 'très "bien"');
        CREATE DOMAIN mine AS numeric(9, 3);
        CREATE DOMAIN mood_of_mine AS mood;
        CREATE TABLE "enum" AS SELECT unnest(enum_range(NULL::mood))::mood_of_mine AS v;
        CREATE TABLE "domain" AS SELECT v::mine AS v FROM unnest(ARRAY['1.5', '-0.001', '999999.999']::numeric[]) v;
        """;

    public static TheoryData<string> Types =>
    [
        "bool", "int2", "int4", "int8", "oid", "uuid", "numeric", "date", "time", "timestamp", "timestamptz", "bytea", "json", "jsonb", "bpchar", "enum", "domain",
    ];

    private static readonly Lazy<Task<PostgresDatabase>> Shared = new(async () =>
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await database.ExecuteAsync(Tables);
        return database;
    });

    [Theory, MemberData(nameof(Types))]
    public async Task A_value_has_the_text_that_the_server_gives_it(string type)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var database = await Shared.Value;
        await using var connection = await database.ConnectAsync();
        await connection.ExecuteAsync("SET timezone = 'UTC'");
        // A cast would take the blanks of a char away; but it alone calls true and false by their names.
        var text = type == "bool" ? "v::text" : "format('%s', v)";
        var expected = await connection.QueryAsync<string>($"""SELECT CASE WHEN v IS NULL THEN 'NULL' ELSE {text} END FROM "{type}" ORDER BY ctid""");

        var options = new CrmOptions { Provider = "Postgres", Database = database.ConnectionString };
        options.Tenants.Add(new CrmTenantOptions { Id = "acme", Region = "eu", TimeZone = "Europe/Paris", Country = "FR", Edition = "Free" });
        await using var source = new PostgresCrmSource(Options.Create(options), TimeProvider.System, NullLogger<PostgresCrmSource>.Instance);
        await using var snapshot = await source.TakeSnapshotAsync(new TenantId("eu", "acme"), new BackupId(1), 1, cancellation);
        var records = await snapshot.RecordsAsync(type, 0, cancellation);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, records.Select(record => record[0] is (CellKind.Null, _) ? "NULL" : record[0].Item2));
    }
}
