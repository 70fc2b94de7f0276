using System.Globalization;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Testing;

/// <summary>
/// When the tenants of a load test are due. Nothing is faked: they have a real window, which opens soon, in a zone where it is noon,
/// so that midnight is far; and their names are chosen so that the spread puts them where the test wants them.
/// </summary>
public sealed class Herd
{
    public const string Region = "eu";
    public const string TenantColumn = "account_id";

    private static readonly TimeSpan Length = Window.ShortestLength;

    private Herd(DateTimeOffset opens, int offset)
    {
        Opens = opens;
        Zone = offset switch { 0 => "Etc/UTC", > 0 => $"Etc/GMT-{offset}", _ => $"Etc/GMT+{-offset}" };
        Window = new Window(TimeOnly.FromDateTime(opens.UtcDateTime.AddHours(offset)), Length);
        Today = DateOnly.FromDateTime(opens.UtcDateTime.AddHours(offset));
    }

    /// <summary>The first instant at which anybody can be due; a whole minute.</summary>
    public DateTimeOffset Opens { get; }

    public string Zone { get; }

    public Window Window { get; }

    /// <summary>The day on which the window opens, where the tenants are.</summary>
    public DateOnly Today { get; }

    /// <summary>The section <c>Granary:Schedule</c> of a server that it is to fall due at.</summary>
    public object Schedule() => new { WindowStart = Window.Start, WindowLength = Window.Length };

    /// <summary>The section <c>Granary:Crm</c>: tables <c>module_*</c> that all tenants share, and a table of <c>accounts</c> with the tenants' names.</summary>
    /// <param name="database">The connection string of a database of PostgreSQL.</param>
    public object Crm(string database) => new
    {
        Provider = "Postgres",
        Database = database,
        Tenancy = "Column",
        TenantColumn,
        TenantQuery = "SELECT name AS id, id AS key FROM accounts",
        TenantDefaults = new { Region, TimeZone = Zone, Country = "FR", Edition = "Enterprise" },
        Include = new[] { "module_*" },
    };

    /// <param name="lead">How long everything that comes before will take.</param>
    public static Herd In(TimeSpan lead)
    {
        var soon = TimeProvider.System.GetUtcNow() + lead;
        var opens = new DateTimeOffset(soon.Ticks - soon.Ticks % TimeSpan.TicksPerMinute, TimeSpan.Zero).AddMinutes(1);
        return new Herd(opens, 12 - opens.Hour);
    }

    /// <summary>So many tenants that are due from one instant after the opening to another.</summary>
    public static IEnumerable<TenantId> Names(int count, TimeSpan from, TimeSpan to) =>
        Enumerable.Range(0, int.MaxValue)
            .Select(number => new TenantId(Region, string.Create(CultureInfo.InvariantCulture, $"t{number}")))
            // Where in a window a tenant is depends on its length alone.
            .Where(tenant => Spread.Of(tenant, new Window(TimeOnly.MinValue, Length)) is var spread && spread >= from && spread < to)
            .Take(count);
}
