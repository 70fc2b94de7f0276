using System.Globalization;

namespace Granary.Web.BulkApi;

/// <summary>Which page of the history is asked for.</summary>
/// <param name="Error">What is wrong with the question; null when nothing is.</param>
internal sealed record HistoryPage(int Number, int Size, BulkError? Error = null)
{
    public const int Largest = 200;

    public static HistoryPage Of(IQueryCollection query)
    {
        if (!IsCount(query["page"], int.MaxValue, 1, out var number)) return Wrong("page", "A page is a number from 1.");
        if (!IsCount(query["per_page"], Largest, Largest, out var size)) return Wrong("per_page", $"A page has 1 to {Largest} entries.");
        return new HistoryPage(number, size);
    }

    private static bool IsCount(string? text, int most, int otherwise, out int count)
    {
        count = otherwise;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= 1 && count <= most);
    }

    private static HistoryPage Wrong(string name, string message) => new(1, Largest, BulkError.InvalidParameter(name, message));
}
