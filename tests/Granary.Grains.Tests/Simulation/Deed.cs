using Granary.Domain.Scheduling;

namespace Granary.Grains.Tests.Simulation;

/// <summary>Something that is done to a tenant.</summary>
internal abstract record Deed
{
    private Deed() { }

    /// <param name="DaysAhead">The first day it may run, counted from today; null for none named.</param>
    /// <param name="ElseLater">When its first run is not paid for, save it from the first day that is.</param>
    public sealed record Save(string Person, Recurrence Recurrence, int? DaysAhead, bool ElseLater) : Deed;

    public sealed record Stop(string Person) : Deed;

    public sealed record Request(string Person) : Deed;

    public sealed record SetUnits(int Count) : Deed;

    public sealed record Pay(TimeSpan Length) : Deed;

    public sealed record EndSubscription : Deed;

    /// <summary>Somebody comes to a page, with the administrator's profile or without.</summary>
    public sealed record See(string Person, bool IsAdministrator) : Deed;

    /// <summary>An operator takes copies, so many that the older part of the log has to move to its table.</summary>
    public sealed record TakeCopies(int Count) : Deed;

    public sealed record ChangeEdition(string Edition) : Deed;

    public sealed record ChangeHealth(Health Health) : Deed;

    /// <summary>The next read of a module fails once in a way that passes: nothing of it may be seen.</summary>
    public sealed record Shake : Deed;

    /// <summary>The tenant's next backup stands still in its first module, until the release.</summary>
    public sealed record Hold : Deed;

    public sealed record Release : Deed;
}
