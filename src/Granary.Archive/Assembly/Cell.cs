using System.Globalization;
using Granary.Domain.Ports;

namespace Granary.Archive.Assembly;

/// <summary>A cell of a table that Granary makes itself.</summary>
internal readonly record struct Cell(CellKind Kind, string Text)
{
    public static implicit operator Cell(string text) => new(CellKind.Text, text);

    public static implicit operator Cell(long number) => new(CellKind.Literal, number.ToString(CultureInfo.InvariantCulture));
}
