using System.Diagnostics.CodeAnalysis;

namespace Granary.Adapters.Postgres.Ties;

/// <summary>One of <c>CrmOptions.Links</c>: how the rows of a table are tied to tenants.</summary>
/// <param name="Text">As it is written in the settings.</param>
/// <param name="TypeColumn">The column that says which of <paramref name="Targets"/> is meant; null where there is but one.</param>
/// <param name="Targets">None where <paramref name="Column"/> holds the key of the tenant.</param>
/// <param name="IsBackward">Whether the target points here.</param>
internal sealed record Link(string Text, LinkTable Table, string Column, string? TypeColumn, IReadOnlyList<LinkTarget> Targets, bool IsBackward)
{
    public static Link OwnRow(LinkTable table, string column) => new(At(table, column), table, column, null, [], false);

    public static Link Forward(LinkTable table, string column, LinkTable target, string targetColumn) =>
        new($"{At(table, column)} -> {At(target, targetColumn)}", table, column, null, [new(null, target, targetColumn)], false);

    public static Link Backward(LinkTable table, string column, LinkTable target, string targetColumn) =>
        new($"{At(table, column)} <- {At(target, targetColumn)}", table, column, null, [new(null, target, targetColumn)], true);

    public static Link ByType(LinkTable table, string typeColumn, string column, IReadOnlyList<LinkTarget> targets)
    {
        var leads = targets.Select(target => $"{LinkTable.Write(target.Value ?? "")}={At(target.Table, target.Column)}");
        return new($"{At(table, typeColumn)}/{LinkTable.Write(column)} -> {string.Join(", ", leads)}", table, column, typeColumn, targets, false);
    }

    /// <summary>Reads a link. <paramref name="error"/> goes on from where the link stands: <c>Links:2 is '...': write ...</c></summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Link? link, [NotNullWhen(false)] out string? error)
    {
        var parser = new LinkParser(text);
        link = parser.Parse();
        error = link is null ? $"is '{text}': {parser.Fault}." : null;
        return link is not null;
    }

    private static string At(LinkTable table, string column) => $"{table}.{LinkTable.Write(column)}";
}
