using System.Text.RegularExpressions;

namespace Granary.Adapters.Postgres.Ties;

/// <summary>Reads one link. What it finds wrong first is in <see cref="Fault"/>.</summary>
internal sealed partial class LinkParser
{
    private readonly string text;
    private readonly List<Token> tokens;
    private int next;

    public LinkParser(string text)
    {
        this.text = text;
        tokens = [.. Tokens.Matches(text).Select(match => match.Groups["quoted"].Success
            ? new Token(match.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal), true)
            : new Token(match.Groups["bare"].Success ? match.Groups["bare"].Value : match.Groups["sign"].Value, match.Groups["bare"].Success))];
    }

    public string? Fault { get; private set; }

    public Link? Parse()
    {
        if (tokens.Count == 0) return Fail<Link>("write 'table.column', or how its rows point to another table, such as 'team_members.team_id -> teams.id'");
        if (Place() is not var (table, column)) return null;
        string? typeColumn = null;
        if (Take("/"))
        {
            typeColumn = column;
            if (Name("the column of the id, as in 'notes.record_type/record_id -> Lead=leads.id'") is not { } id) return null;
            column = id;
        }

        var isBackward = false;
        List<LinkTarget>? targets = [];
        if (Take("->")) targets = typeColumn is null ? Target(null) : TargetsByType();
        else if (typeColumn is not null) return Fail<Link>($"write '-> Value=table.column' {Before()}, one for each value of '{typeColumn}'");
        else if (isBackward = Take("<-")) targets = Target(null);
        if (targets is null) return null;
        return next == tokens.Count
            ? new Link(text, table, column, typeColumn, targets, isBackward)
            : Fail<Link>($"end it {Before()}, or put names with blanks, dots or signs into double quotes; several links are several lines");
    }

    private List<LinkTarget>? TargetsByType()
    {
        var targets = new List<LinkTarget>();
        do
        {
            if (Name("a value of the type column, as in 'Lead=leads.id',") is not { } value) return null;
            if (targets.Any(target => target.Value == value)) return Fail<List<LinkTarget>>($"write '{value}' only once");
            if (!Take("=")) return Fail<List<LinkTarget>>($"write '{value}=table.column' instead of '{value}'");
            if (Target(value) is not [var target]) return null;
            targets.Add(target);
        }
        while (Take(","));
        return targets;
    }

    private List<LinkTarget>? Target(string? value) => Place() is var (table, column) ? [new LinkTarget(value, table, column)] : null;

    /// <summary><c>table.column</c> or <c>schema.table.column</c>.</summary>
    private (LinkTable Table, string Column)? Place()
    {
        var names = new List<string>();
        do
        {
            if (Name("'table.column'") is not { } name) return null;
            names.Add(name);
        }
        while (Take("."));
        switch (names)
        {
            case [var table, var column]: return (new LinkTable(null, table), column);
            case [var schema, var table, var column]: return (new LinkTable(schema, table), column);
            case [var table]:
                Fault = $"write '{table}.' and a column instead of '{table}'";
                return null;
            default:
                Fault = $"write 'table.column' or 'schema.table.column' instead of '{string.Join('.', names)}', with names that hold dots in double quotes";
                return null;
        }
    }

    private string? Name(string what)
    {
        if (next < tokens.Count && tokens[next].IsName) return tokens[next++].Text;
        return Fail<string>($"write {what} {Before()}");
    }

    private bool Take(string sign)
    {
        if (next == tokens.Count || tokens[next] != new Token(sign, false)) return false;
        next++;
        return true;
    }

    private string Before() => next < tokens.Count ? $"before '{tokens[next].Text}'" : "at the end";

    private T? Fail<T>(string fault)
        where T : class
    {
        Fault = fault;
        return null;
    }

    [GeneratedRegex("""\s*(?:"(?<quoted>(?:[^"]|"")*)"|(?<sign>->|<-|[.,/="])|(?<bare>(?:(?!->|<-)[^\s.,/="])+))""", RegexOptions.CultureInvariant)]
    private static partial Regex Tokens { get; }

    private readonly record struct Token(string Text, bool IsName);
}
