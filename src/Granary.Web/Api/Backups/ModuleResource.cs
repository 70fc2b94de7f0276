using Granary.Contracts;

namespace Granary.Web.Api.Backups;

/// <summary>How far a module of a backup is.</summary>
/// <param name="Name">As people know it; empty for the attachments.</param>
/// <param name="IsAttachments">True for the entry that stands for all attachments.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Records">Records, or attachments, exported so far.</param>
/// <param name="Expected">How many there are; null when that is not known.</param>
internal sealed record ModuleResource(string Name, bool IsAttachments, ModuleState State, long Records, long? Expected)
{
    public static ModuleResource Of(ModuleProgress module) => new(module.Name, module.IsAttachments, module.State, module.Records, module.Expected);
}
