using System.Globalization;
using System.Text.Json;
using Granary.Adapters.Crm;
using Granary.Adapters.Postgres.Ties;
using Granary.Domain.Ports;

namespace Granary.Adapters.Postgres;

/// <summary>Tells what a catalogue comes to in numbers: for a backup quickly, for whoever writes the settings thoroughly.</summary>
internal sealed class PostgresReview(PostgresSession session, PostgresCatalog catalog, CrmOptions options)
{
    /// <summary>What the planner may expect of a count before it is worth more than its answer; about a second of work.</summary>
    private const double CountCost = 100_000;

    public async Task<CrmCatalog> DescribeAsync(CancellationToken cancellationToken)
    {
        var modules = new List<CrmModule>();
        foreach (var module in catalog.Modules) modules.Add(module.Describe(await ExpectAsync(module, cancellationToken)));
        return new CrmCatalog(modules, catalog.Attachments is { } attachments ? await CountAsync(attachments, cancellationToken) : null, catalog.Exclusions);
    }

    public async Task<CrmCatalog> ReviewAsync(CancellationToken cancellationToken)
    {
        var described = await DescribeAsync(cancellationToken);
        if (options.Tenancy is not CrmTenancy.Column) return described;
        var nobodys = new List<CrmExclusion>();
        foreach (var module in catalog.Modules)
            if (module.Tie is { } tie && await CountAsync(module with { Conditions = [tie.OrphanCondition] }, cancellationToken) is > 0 and var rows)
                nobodys.Add(new CrmExclusion(ExclusionKind.Rows, module.Table.Name, $"{rows} rows belong to no tenant.", ExclusionCause.Untied, rows));
        var values = await TypesAsync(cancellationToken);
        return described with
        {
            Exclusions = [.. described.Exclusions, .. nobodys],
            Proposals = LinkProposals.Find(catalog.Tables, options, (table, column) => values.GetValueOrDefault((table.Oid, column), [])),
        };
    }

    /// <summary>How many rows there are; what the planner expects where counting them would take long.</summary>
    private async Task<long?> ExpectAsync(PostgresModule module, CancellationToken cancellationToken)
    {
        var (cost, expected) = (0.0, 0L);
        await session.TryAsync(async () =>
        {
            var answer = await session.RowsAsync($"EXPLAIN (FORMAT JSON) SELECT FROM {module.Rows}", cancellationToken);
            using var json = JsonDocument.Parse(string.Concat(answer.Select(row => row[0])));
            var plan = json.RootElement[0].GetProperty("Plan");
            (cost, expected) = (plan.GetProperty("Total Cost").GetDouble(), plan.GetProperty("Plan Rows").GetInt64());
        }, cancellationToken);
        return cost > CountCost ? expected : await CountAsync(module, cancellationToken);
    }

    /// <summary>Null for a module that cannot be read: why, it says when it is exported.</summary>
    private Task<long?> CountAsync(PostgresModule module, CancellationToken cancellationToken) =>
        NumberAsync($"SELECT count(*)::text FROM {module.Rows}", cancellationToken);

    private async Task<long> CountAsync(PostgresAttachments attachments, CancellationToken cancellationToken)
    {
        AttachmentRows.ThrowIfRepeated(attachments.Options, await NumberAsync(attachments.CountRepeatedIds, cancellationToken) ?? 0);
        return await CountAsync(attachments.Module, cancellationToken) ?? 0;
    }

    /// <summary>What stands in the columns of untied tables that may say where another one points.</summary>
    private async Task<IReadOnlyDictionary<(uint Table, string Column), IReadOnlyList<string>>> TypesAsync(CancellationToken cancellationToken)
    {
        var values = new Dictionary<(uint, string), IReadOnlyList<string>>();
        foreach (var table in catalog.Untied)
            foreach (var column in LinkProposals.Pairs(table).Select(pair => pair.Type))
                await session.TryAsync(async () =>
                {
                    var name = PostgresText.Quote(column.Name);
                    var found = await session.RowsAsync($"SELECT DISTINCT t.{name}::text FROM {table.From} WHERE t.{name} IS NOT NULL LIMIT 100", cancellationToken);
                    values[(table.Oid, column.Name)] = [.. found.Select(row => row[0]!)];
                }, cancellationToken);
        return values;
    }

    private async Task<long?> NumberAsync(string sql, CancellationToken cancellationToken)
    {
        long? number = null;
        await session.TryAsync(async () => number = long.Parse((await session.RowAsync(sql, cancellationToken))[0]!, CultureInfo.InvariantCulture), cancellationToken);
        return number;
    }
}
