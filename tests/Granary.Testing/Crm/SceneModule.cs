namespace Granary.Testing.Crm;

/// <summary>A module; its first column is the id.</summary>
public sealed class SceneModule(string name, params string[] columns)
{
    public string Name { get; } = name;

    public string DisplayName { get; init; } = name;

    public string? OrderedBy { get; init; }

    public string? Tie { get; init; }

    public IReadOnlyList<string> Columns { get; } = columns;

    /// <summary>In any order. A cell is null, a string, a long, a double, a byte[] or <see cref="DamagedText"/>; an id is a long or a string.</summary>
    public List<object?[]> Rows { get; } = [];

    public SceneModule With(params object?[] cells)
    {
        if (cells.Length != Columns.Count) throw new ArgumentException($"{Name} has {Columns.Count} columns, not {cells.Length}.", nameof(cells));
        Rows.Add(cells);
        return this;
    }
}
