using Granary.Domain.Purchases;
using Granary.Domain.Scheduling;

namespace Granary.Web.Shell;

/// <summary>Where the pages are.</summary>
internal static class Places
{
    public const string DataBackup = "/setup/data-backup";
    public const string Fleet = "/operations/fleet";
    public const string Dashboard = "/dashboard";
    public const string Subscription = "/setup/subscription";
    public const string Tokens = "/setup/api-tokens";

    /// <summary>What a query of the Data backup page calls the choice that is filled in: an RRULE.</summary>
    public const string ScheduleQuery = "schedule";

    /// <summary>The Data backup page with a choice filled in.</summary>
    public static string Scheduling(Recurrence recurrence) => $"{DataBackup}?{ScheduleQuery}={Uri.EscapeDataString(Rrule.Format(recurrence))}";

    /// <summary>The Subscription page, whose purchases lead back to somewhere else.</summary>
    public static string Buying(string? returnTo) => returnTo is null ? Subscription : $"{Subscription}?returnTo={Uri.EscapeDataString(returnTo)}";

    public static string Order(OrderNumber order) => $"{Subscription}/orders/{order}";
}
