using System.Data.Common;
using System.Globalization;

namespace Granary.Adapters.Tables;

/// <summary>A moment in a table: UTC in ISO 8601, so that texts sort as the moments follow each other.</summary>
internal static class Moment
{
    public static string Write(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(DbDataReader reader, int column) =>
        DateTimeOffset.Parse(reader.GetString(column), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
