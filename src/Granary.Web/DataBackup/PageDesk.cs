using Granary.Domain.Tenants;

namespace Granary.Web.DataBackup;

/// <summary>What the cards of the page work with.</summary>
/// <param name="Actor">The reader.</param>
/// <param name="Tell">The reader has changed something, or could not: what there is to say of it, null when the cards say enough.</param>
internal sealed record PageDesk(BackupWatch Watch, Actor Actor, Action<PageNotice?> Tell);
