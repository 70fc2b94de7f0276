using Granary.Domain.Backups;

namespace Granary.Web.Api.Backups;

/// <summary>One thing that is not as it should be in a backup that is ready all the same.</summary>
/// <param name="Code">What it is.</param>
/// <param name="Module">The module concerned.</param>
/// <param name="Subject">The attachment, or the row and column; null where it is the module.</param>
/// <param name="Detail">What helps to find the cause.</param>
internal sealed record WarningResource(WarningCode Code, string Module, string? Subject, string? Detail)
{
    public static WarningResource Of(BackupWarning warning) => new(warning.Code, warning.Module, warning.Subject, warning.Detail);
}
