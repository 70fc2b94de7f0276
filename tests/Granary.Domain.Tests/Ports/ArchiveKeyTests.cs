using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Ports;

public sealed class ArchiveKeyTests
{
    private static readonly ArchiveKey Folder = ArchiveKey.Of(new TenantId("eu", "acme"), new BackupId(7));

    [Fact]
    public void A_key_begins_with_its_tenant_and_backup() => Assert.Equal("eu/acme/7/e2/parts/Leads_001.part", (Folder.Epoch(2) / "parts" / "Leads_001.part").ToString());

    [Fact]
    public void The_manifest_has_one_place_and_everything_else_one_for_each_attempt()
    {
        Assert.Equal("eu/acme/7/manifest.json", ArchiveKey.Published(Folder.Tenant, Folder.Backup, 3, "manifest.json").ToString());
        Assert.Equal("eu/acme/7/e3/Data_001.zip", ArchiveKey.Published(Folder.Tenant, Folder.Backup, 3, "Data_001.zip").ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".tmp-x")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("é")]
    [InlineData("a\0")]
    public void No_name_leads_out_of_the_folder(string name) => Assert.Throws<ArgumentException>(() => Folder / name);
}
