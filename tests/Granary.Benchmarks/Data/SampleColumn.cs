namespace Granary.Benchmarks.Data;

/// <summary>A column of a made table.</summary>
/// <param name="Value">Draws the value of a row as PostgreSQL writes it; null for NULL.</param>
internal sealed record SampleColumn(string Name, string Type, Func<RowRandom, string?> Value);
