using System.Text.Json;

namespace Granary.Grains.Telemetry;

/// <summary>
/// What metrics are told apart by. Only what has few values: a tenant and a backup stand in traces and logs. Those of traces are
/// beside them.
/// </summary>
internal static class TagName
{
    public const string Outcome = "granary.backup.outcome";
    public const string Origin = "granary.backup.origin";
    public const string SkipReason = "granary.skip.reason";
    public const string FaultStage = "granary.fault.stage";
    public const string FaultSide = "granary.fault.side";
    public const string SlotKind = "granary.slot.kind";
    public const string StoreOperation = "granary.store.operation";
    public const string Condition = "granary.fleet.condition";
    public const string Region = "granary.region";

    public const string Tenant = "granary.tenant";
    public const string Backup = "granary.backup";
    public const string Attempt = "granary.attempt";
    public const string Module = "granary.module";
    public const string Records = "granary.records";

    /// <summary>How a value is written: <c>ReadyWithWarnings</c> becomes <c>ready_with_warnings</c>.</summary>
    public static KeyValuePair<string, object?> With<T>(this string name, T value) where T : struct, Enum =>
        new(name, JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
}
