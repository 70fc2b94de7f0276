using System.Globalization;
using System.Text.Json;
using Granary.Domain.Backups;

namespace Granary.Web.Api.Reading;

/// <summary>Reads what stands in a query or a header, and remembers what is wrong with it.</summary>
internal sealed class Query
{
    public const int MostItems = 200;
    public const int UsualItems = 50;

    // Schedules are saved for the time to come, subscriptions paid around now: what is further off is a mistake.
    public static readonly DateOnly FirstDay = new(2000, 1, 1);
    public static readonly DateOnly LastDay = new(2199, 12, 31);

    public FieldErrors Errors { get; } = new();

    public int Limit(string? limit)
    {
        if (limit is null) return UsualItems;
        if (int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostItems) return number;

        Errors.Add("limit", FieldFault.OutOfRange, 1, MostItems);
        return UsualItems;
    }

    /// <returns>The number below which the list goes on; null at its beginning.</returns>
    public long? Before(string list, string? cursor)
    {
        if (cursor is null) return null;
        if (Cursor.TryRead(list, cursor, out var before)) return before;

        Errors.Add("cursor", FieldFault.NotACursor);
        return null;
    }

    public DateOnly? Day(string field, string? day)
    {
        if (day is null) return null;
        if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)) return Within(field, read);

        Errors.Add(field, FieldFault.WrongType);
        return null;
    }

    public DateOnly? Within(string field, DateOnly? day)
    {
        if (day < FirstDay || day > LastDay) Errors.Add(field, FieldFault.OutOfRange, FirstDay.ToString("O", CultureInfo.InvariantCulture), LastDay.ToString("O", CultureInfo.InvariantCulture));
        return day;
    }

    /// <summary>The key of a request that may come twice; null when it has none.</summary>
    public string? Key(HttpRequest request)
    {
        const string Header = "Idempotency-Key";
        var values = request.Headers[Header];
        if (values.Count == 0) return null;
        if (values is [{ Length: > 0 and <= StartKey.Longest } key] && key.All(c => c is > ' ' and <= '~')) return key;

        Errors.Add(Header, FieldFault.NotAKey, StartKey.Longest);
        return null;
    }

    /// <summary>Members of an enum, as the API writes them.</summary>
    public IReadOnlyList<T> Words<T>(string field, IReadOnlyList<string>? words) where T : struct, Enum
    {
        var known = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
        var read = new List<T>();
        foreach (var word in words ?? [])
        {
            if (known.TryGetValue(word, out var value)) read.Add(value);
            else Errors.Add(field, FieldFault.NotOneOf, string.Join(", ", known.Keys));
        }
        return read;
    }

    /// <summary>A number of what was heard last; null when nothing is said.</summary>
    public long? LastEvent(HttpRequest request)
    {
        const string Header = "Last-Event-ID";
        var values = request.Headers[Header];
        if (values.Count == 0) return null;
        if (values is [{ } value] && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;

        Errors.Add(Header, FieldFault.WrongType);
        return null;
    }
}
