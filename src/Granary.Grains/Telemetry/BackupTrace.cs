using System.Diagnostics;
using Granary.Domain.Backups;
using Granary.Domain.Tenants;

namespace Granary.Grains.Telemetry;

/// <summary>A trace for each attempt at a backup, with its exports on whatever silo they run.</summary>
internal static class BackupTrace
{
    private static readonly ActivitySource Source = new(GranaryTelemetry.Name);

    /// <summary>The root of a trace: what asked for it has long ended by then, and is linked.</summary>
    public static Activity? StartAttempt(TenantId tenant, BackupId backup)
    {
        ActivityLink[] cause = Activity.Current is { } current ? [new ActivityLink(current.Context)] : [];
        Activity.Current = null;
        return Source.StartActivity(ActivityKind.Internal, tags: Tags(tenant, backup), links: cause, name: "backup attempt");
    }

    /// <summary>The number of the attempt that has just begun.</summary>
    public static void SetAttempt(int epoch) => Activity.Current?.SetTag(TagName.Attempt, epoch);

    /// <summary>A part of the attempt whose order is being carried out.</summary>
    public static Activity? StartExport(TenantId tenant, BackupId backup, string module) =>
        Source.StartActivity(ActivityKind.Internal, tags: [.. Tags(tenant, backup), new(TagName.Module, module)], name: "export");

    /// <summary>The rest of the message is in the log.</summary>
    public static void Fail(this Activity? activity, Fault fault) =>
        activity?.SetStatus(ActivityStatusCode.Error).SetTag(TagName.FaultStage.With(fault.Stage)).SetTag(TagName.FaultSide.With(fault.Side));

    private static Activity SetTag(this Activity activity, KeyValuePair<string, object?> tag) => activity.SetTag(tag.Key, tag.Value);

    private static KeyValuePair<string, object?>[] Tags(TenantId tenant, BackupId backup) => [new(TagName.Tenant, tenant.ToString()), new(TagName.Backup, backup.Value)];
}
