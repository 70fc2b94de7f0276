using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Web.Tests.Stand;

public sealed record PublishedBackup(ScriptedTenant Owner, BackupId Id, int Epoch, byte[] Archive, string Sha256, DateTimeOffset CreatedAt)
{
    public static Actor Requester { get; } = new(ActorKind.Person, "sophia", "Sophia Isha");

    public string Url => UrlOf("Data_001.zip");

    public ArchiveKey ArchiveKey => ArchiveKey.Of(Owner.Profile.Id, Id).Epoch(Epoch) / "Data_001.zip";

    public int DownloadsLogged => Owner.Tenant.Log.Entries.Count(entry => entry.Event is LogEvent.DownloadStarted);

    public string UrlOf(string name) => $"/backups/{Id}/files/{name}";
}
