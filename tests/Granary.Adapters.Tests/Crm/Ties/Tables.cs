using Granary.Adapters.Crm;
using Granary.Adapters.Postgres;
using Granary.Adapters.Postgres.Ties;

namespace Granary.Adapters.Tests.Crm.Ties;

/// <summary>Writes tables down shortly: <c>teams: id! account_id! name:text</c>, where <c>!</c> is NOT NULL, the first column the key, and a foreign key <c>user_id>users.id</c>.</summary>
internal static class Tables
{
    public static IReadOnlyList<PostgresTable> Of(params string[] lines)
    {
        var oids = lines.Select((line, index) => (Name: line.Split(':')[0], Oid: (uint)index + 1)).ToDictionary(table => table.Name, table => table.Oid);
        return [.. lines.Select(line => Table(line, oids))];
    }

    public static PostgresTable Named(this IReadOnlyList<PostgresTable> tables, string name) => tables.Single(table => table.Name == name);

    public static CrmOptions Options(params string[] links)
    {
        var options = new CrmOptions { Tenancy = CrmTenancy.Column, TenantColumn = "account_id" };
        foreach (var link in links) options.Links.Add(link);
        return options;
    }

    public static string? Words(this IReadOnlyList<PostgresTable> tables, string name, params string[] links) => new TieMap(tables, Options(links)).Find(tables.Named(name))?.Words;

    private static PostgresTable Table(string line, Dictionary<string, uint> oids)
    {
        var (name, columns, keys) = (line.Split(':')[0], new List<PostgresColumn>(), new List<PostgresForeignKey>());
        foreach (var word in line[(name.Length + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var key = word.Split('>');
            if (key[0].Contains('+', StringComparison.Ordinal))
            {
                keys.Add(Key(key[0], key[1]));
                continue;
            }

            var cell = key[0].TrimEnd('!').Split(':');
            var type = cell.Length > 1 ? cell[1] : "int8";
            columns.Add(new PostgresColumn(cell[0], type, type, key[0].EndsWith('!'), false));
            keys.AddRange(key.Skip(1).Select(target => Key(cell[0], target)));
        }

        var (schema, table) = name.Split('.') is [var first, var second] ? (first, second) : ("public", name);
        return new PostgresTable(oids[name], schema, table, name, PostgresTableKind.Table, columns, columns.Count > 0 ? [columns[0].Name] : [], keys);

        PostgresForeignKey Key(string from, string to) => new(from.Split('+'), oids[to[..to.LastIndexOf('.')]], to[(to.LastIndexOf('.') + 1)..].Split('+'));
    }
}
