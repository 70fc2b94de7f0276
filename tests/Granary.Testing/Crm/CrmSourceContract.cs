using System.Globalization;
using System.Text;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Xunit;

namespace Granary.Testing.Crm;

/// <summary>What every <see cref="ICrmSource"/> promises.</summary>
public abstract class CrmSourceContract : IAsyncLifetime
{
    private static readonly TenantId Acme = new("eu", "acme");
    private static readonly TenantId Other = new("us", "other");
    private static readonly BackupId Backup = new(1_700_000_000_000_000);

    private static readonly string[] Hostile =
    [
        "", " ", "  leading and trailing  ", "a,b", "say \"hi\"", "one\ntwo", "one\rtwo", "one\r\ntwo", @"\.", "'", "=1+1", "+33 1 23 45 67 89", "-1", "@SUM(A1)",
        "\t", "é", "e\u0301", "😀👩‍👩‍👧", "שלום \u202eעולם", "\ufeffbom", "\u2028\u0085", "NULL", "'; drop table Contacts; --", "0123", new string('x', 1_000_000),
    ];

    private readonly CrmScene scene = new();
    private CrmHarness crm = null!;

    protected abstract Task<CrmHarness> OpenAsync(CrmScene scene);

    /// <summary>Modules of the first tenant for promises that only some databases can be asked for.</summary>
    protected virtual IReadOnlyList<SceneModule> More => [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var leads = new SceneModule("Leads", "Id", "Name", "Score");
        foreach (var id in Enumerable.Range(1, 50).Select(i => i * 37 % 101)) leads.With((long)id, $"Lead {id}", id / 4.0);
        var kinds = new SceneModule("Kinds", "Id", "Text", "Whole", "Fraction", "Bytes")
            .With(1L, null, null, null, null)
            .With(2L, "", long.MaxValue, 0.1, new byte[] { 0, 0xff, 0x41 })
            .With(3L, "text", long.MinValue, -2.5, Array.Empty<byte>());
        var cells = new SceneModule("Cells", "Id", "Value");
        for (var i = 0; i < Hostile.Length; i++) cells.With((long)i, Hostile[i]);
        var codes = new SceneModule("Codes", "Code").With("b").With("a").With("B").With("é").With("10").With("9");
        var acme = scene.Add("eu", "acme", leads, kinds, cells, codes, new SceneModule("Quotes", "Id", "Total") { DisplayName = "Devis — 見積" });
        acme.Modules.AddRange(More);
        acme.Attachments.AddRange(
        [
            new SceneAttachment("A3", "Leads", "3", "../contrat.pdf", [1, 2, 3]),
            new SceneAttachment("A1", "Leads", "1", "契約書.pdf", [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))]),
            new SceneAttachment("A2", "Kinds", "1", "empty.txt", []),
            new SceneAttachment("A4", "Kinds", "1", "gone.txt", null),
        ]);
        scene.Add("us", "other", new SceneModule("Leads", "Id", "Name", "Score").With(1L, "Somebody else's", 1.5));
        crm = await OpenAsync(scene);
    }

    public async ValueTask DisposeAsync()
    {
        await crm.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Tenants_are_listed_in_the_same_order_each_time()
    {
        var first = await crm.Source.ListTenantsAsync(Cancellation);
        Assert.Equal(scene.Tenants.Select(tenant => tenant.Profile), first);
        Assert.Equal(first, await crm.Reopen().ListTenantsAsync(Cancellation));
    }

    [Fact]
    public async Task A_database_has_a_name_that_is_the_same_for_every_process_and_whoever_is_no_tenant_has_none()
    {
        var name = await crm.Source.DatabaseOfAsync(Acme, Cancellation);
        Assert.NotEmpty(name);
        Assert.Equal(name, await crm.Reopen().DatabaseOfAsync(Acme, Cancellation));
        Assert.Empty(await crm.Source.DatabaseOfAsync(new TenantId("us", "acme"), Cancellation));
    }

    [Fact]
    public async Task A_tenant_is_found_by_its_whole_id_and_an_unknown_one_is_null()
    {
        Assert.Equal(scene[Acme].Profile, await crm.Source.FindTenantAsync(Acme, Cancellation));
        Assert.Null(await crm.Source.FindTenantAsync(new TenantId("us", "acme"), Cancellation));
        Assert.Null(await crm.Source.FindTenantAsync(new TenantId("eu", "nobody"), Cancellation));
    }

    [Fact]
    public async Task No_snapshot_is_taken_of_an_unknown_tenant_and_trying_again_does_not_help()
    {
        var failure = await Record.ExceptionAsync(() => crm.Source.TakeSnapshotAsync(new TenantId("us", "acme"), Backup, 1, Cancellation));
        Assert.NotNull(failure);
        Assert.IsNotType<TransientException>(failure);
    }

    [Fact]
    public async Task The_catalogue_names_every_module_with_its_columns_and_exact_number_of_records()
    {
        var catalog = await (await TakeAsync()).DescribeAsync(Cancellation);
        Assert.Equal(scene[Acme].Modules.Select(module => module.Name), catalog.Modules.Select(module => module.Name));
        foreach (var (expected, actual) in scene[Acme].Modules.Zip(catalog.Modules))
        {
            Assert.Equal(expected.DisplayName, actual.DisplayName);
            Assert.Equal(expected.Columns, actual.Columns.Select(column => column.Name));
            Assert.Equal(expected.Rows.Count, actual.Records);
        }
        Assert.Equal(scene[Acme].Attachments.Count, catalog.Attachments);
    }

    [Fact]
    public async Task A_module_without_records_has_columns_and_ends_at_once() =>
        Assert.Empty(await (await TakeAsync()).RecordsAsync("Quotes", 0, Cancellation));

    [Fact]
    public async Task Records_come_in_the_order_of_their_id_each_time()
    {
        var snapshot = await TakeAsync();
        var records = await snapshot.RecordsAsync("Leads", 0, Cancellation);
        Assert.Equal(scene[Acme]["Leads"].Rows.Select(row => (long)row[0]!).Order(), records.Select(record => long.Parse(record[0].Text, CultureInfo.InvariantCulture)));
        Assert.Equal(records, await snapshot.RecordsAsync("Leads", 0, Cancellation));
    }

    [Fact]
    public async Task Text_ids_are_ordered_too_and_each_record_comes_once()
    {
        var snapshot = await TakeAsync();
        var codes = (await snapshot.RecordsAsync("Codes", 0, Cancellation)).Select(record => record[0].Text).ToList();
        Assert.Equal(["10", "9", "B", "a", "b", "é"], codes);
    }

    [Fact]
    public async Task A_reader_that_skips_goes_on_exactly_where_another_stopped()
    {
        var snapshot = await TakeAsync();
        var all = await snapshot.RecordsAsync("Leads", 0, Cancellation);
        for (var skip = 0; skip <= all.Count + 1; skip++)
            Assert.Equal(all.Skip(skip), await snapshot.RecordsAsync("Leads", skip, Cancellation));
    }

    [Fact]
    public async Task Every_cell_says_what_it_is()
    {
        var values = (await (await TakeAsync()).RecordsAsync("Kinds", 0, Cancellation)).Select(record => record[1..]);
        Assert.Equal(
        [
            [(CellKind.Null, ""), (CellKind.Null, ""), (CellKind.Null, ""), (CellKind.Null, "")],
            [(CellKind.Text, ""), (CellKind.Literal, "9223372036854775807"), (CellKind.Literal, "0.1"), (CellKind.Literal, @"\x00ff41")],
            [(CellKind.Text, "text"), (CellKind.Literal, "-9223372036854775808"), (CellKind.Literal, "-2.5"), (CellKind.Literal, @"\x")],
        ], values);
    }

    [Fact]
    public async Task Text_comes_as_it_is_whatever_stands_in_it() =>
        Assert.Equal(Hostile.Select(text => (CellKind.Text, text)), (await (await TakeAsync()).RecordsAsync("Cells", 0, Cancellation)).Select(record => record[1]));

    [Fact]
    public async Task A_cell_can_be_read_again_and_columns_in_any_order()
    {
        var snapshot = await TakeAsync();
        var module = (await snapshot.DescribeAsync(Cancellation)).Modules.Single(candidate => candidate.Name == "Leads");
        await using var reader = await snapshot.ReadAsync(module, 0, Cancellation);
        Assert.True(await reader.ReadAsync(Cancellation));
        var forward = reader.Record(3);
        for (var column = 2; column >= 0; column--)
        {
            var kind = reader.Read(column, out var utf8);
            Assert.Equal(forward[column], (kind, Encoding.ASCII.GetString(utf8)));
        }
    }

    [Fact]
    public async Task A_reader_gives_only_the_columns_it_was_asked_for()
    {
        var snapshot = await TakeAsync();
        var module = (await snapshot.DescribeAsync(Cancellation)).Modules.Single(candidate => candidate.Name == "Leads");
        var names = await snapshot.RecordsAsync(module with { Columns = [module.Columns[1]] }, 0, Cancellation);
        Assert.All(names, record => Assert.StartsWith("Lead ", Assert.Single(record).Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_catalogue_does_not_name_cannot_be_read()
    {
        var snapshot = await TakeAsync();
        var leads = (await snapshot.DescribeAsync(Cancellation)).Modules.Single(candidate => candidate.Name == "Leads");
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => snapshot.ReadAsync(leads with { Name = "sqlite_master" }, 0, Cancellation));
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => snapshot.ReadAsync(leads with { Columns = [new CrmColumn("1 AS one", "")] }, 0, Cancellation));
    }

    [Fact]
    public async Task A_reader_after_its_end_stays_at_its_end()
    {
        var snapshot = await TakeAsync();
        var module = (await snapshot.DescribeAsync(Cancellation)).Modules.Single(candidate => candidate.Name == "Kinds");
        await using var reader = await snapshot.ReadAsync(module, 2, Cancellation);
        Assert.True(await reader.ReadAsync(Cancellation));
        Assert.False(await reader.ReadAsync(Cancellation));
        Assert.False(await reader.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task A_snapshot_shows_one_instant_whatever_is_written_meanwhile()
    {
        var snapshot = await TakeAsync();
        Assert.Equal(crm.Clock.GetUtcNow(), snapshot.Reference.Instant);
        var catalog = await snapshot.DescribeAsync(Cancellation);
        var leads = catalog.Modules.Single(module => module.Name == "Leads");
        await using var halfway = await snapshot.ReadAsync(leads, 0, Cancellation);
        for (var i = 0; i < 25; i++) Assert.True(await halfway.ReadAsync(Cancellation));

        crm.Clock.Advance(TimeSpan.FromMinutes(5));
        await WriteAsync(-1);
        await WriteAsync(1000);

        var rest = 0;
        while (await halfway.ReadAsync(Cancellation)) rest++;
        Assert.Equal(25, rest);
        Assert.Equal(50, (await snapshot.RecordsAsync("Leads", 0, Cancellation)).Count);
        Assert.Equal(4, (await snapshot.AttachmentsAsync(0, Cancellation)).Count);
        Assert.Equal(leads.Records, (await snapshot.DescribeAsync(Cancellation)).Modules.Single(module => module.Name == "Leads").Records);
    }

    [Fact]
    public async Task Another_life_of_the_process_attaches_to_the_same_data()
    {
        var snapshot = await TakeAsync();
        var before = await snapshot.RecordsAsync("Leads", 0, Cancellation);
        await snapshot.DisposeAsync();
        await WriteAsync(-1);

        var attached = await crm.Reopen().AttachSnapshotAsync(Acme, snapshot.Reference, Cancellation);
        Assert.NotNull(attached);
        Assert.Equal(snapshot.Reference, attached.Reference);
        Assert.Equal(before, await attached.RecordsAsync("Leads", 0, Cancellation));
    }

    [Fact]
    public async Task Taking_the_snapshot_of_the_same_attempt_again_finds_the_first_one()
    {
        var first = await TakeAsync();
        crm.Clock.Advance(TimeSpan.FromMinutes(5));
        await WriteAsync(-1);
        var again = await crm.Reopen().TakeSnapshotAsync(Acme, Backup, 1, Cancellation);
        Assert.Equal(first.Reference, again.Reference);
        Assert.Equal(50, (await again.RecordsAsync("Leads", 0, Cancellation)).Count);
    }

    [Fact]
    public async Task The_next_attempt_sees_what_was_written_since()
    {
        var first = await TakeAsync();
        crm.Clock.Advance(TimeSpan.FromMinutes(5));
        await WriteAsync(-1);
        var second = await TakeAsync(epoch: 2);
        Assert.NotEqual(first.Reference, second.Reference);
        Assert.Equal(50, (await first.RecordsAsync("Leads", 0, Cancellation)).Count);
        Assert.Equal(51, (await second.RecordsAsync("Leads", 0, Cancellation)).Count);
        Assert.Equal(5, (await second.AttachmentsAsync(0, Cancellation)).Count);
    }

    [Fact]
    public async Task The_dropped_snapshots_of_a_backup_are_gone_and_dropping_them_again_does_nothing()
    {
        var first = await TakeAsync();
        var second = await TakeAsync(epoch: 2);
        await crm.Source.DropSnapshotsAsync(Acme, Backup, Cancellation);
        await crm.Source.DropSnapshotsAsync(Acme, Backup, Cancellation);
        Assert.Null(await crm.Source.AttachSnapshotAsync(Acme, first.Reference, Cancellation));
        Assert.Null(await crm.Reopen().AttachSnapshotAsync(Acme, second.Reference, Cancellation));
    }

    [Fact]
    public async Task Dropping_the_snapshots_of_another_backup_leaves_this_ones()
    {
        var snapshot = await TakeAsync();
        await crm.Source.DropSnapshotsAsync(Acme, new BackupId(Backup.Value * 10), Cancellation);
        Assert.NotNull(await crm.Source.AttachSnapshotAsync(Acme, snapshot.Reference, Cancellation));
    }

    [Fact]
    public async Task A_tenant_gets_only_its_own_data()
    {
        await TakeAsync();
        var other = await crm.Source.TakeSnapshotAsync(Other, Backup, 1, Cancellation);
        var record = Assert.Single(await other.RecordsAsync("Leads", 0, Cancellation));
        Assert.Equal("Somebody else's", record[1].Text);
        Assert.Empty(await other.AttachmentsAsync(0, Cancellation));
    }

    [Fact]
    public async Task The_snapshot_of_another_tenant_can_be_neither_read_nor_dropped()
    {
        var snapshot = await TakeAsync();
        Assert.Null(await crm.Source.AttachSnapshotAsync(Other, snapshot.Reference, Cancellation));
        await crm.Source.DropSnapshotsAsync(Other, Backup, Cancellation);
        Assert.NotNull(await crm.Source.AttachSnapshotAsync(Acme, snapshot.Reference, Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("eu/acme")]
    [InlineData("eu/acme/../acme/1-e1")]
    [InlineData("eu/acme/../../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    public async Task A_reference_that_no_source_has_given_is_no_snapshot(string id)
    {
        var forged = new SnapshotReference(id, crm.Clock.GetUtcNow());
        Assert.Null(await crm.Source.AttachSnapshotAsync(Acme, forged, Cancellation));
    }

    [Fact]
    public async Task Readers_side_by_side_do_not_disturb_each_other()
    {
        var snapshot = await TakeAsync();
        var module = (await snapshot.DescribeAsync(Cancellation)).Modules.Single(candidate => candidate.Name == "Leads");
        var expected = await snapshot.RecordsAsync(module, 0, Cancellation);
        var readers = new List<RowReader>();
        for (var i = 0; i < 4; i++) readers.Add(await snapshot.ReadAsync(module, i, Cancellation));
        for (var row = 0; row < expected.Count - readers.Count; row++)
            for (var i = 0; i < readers.Count; i++)
            {
                Assert.True(await readers[i].ReadAsync(Cancellation));
                Assert.Equal(expected[row + i], readers[i].Record(3));
            }
        foreach (var reader in readers) await reader.DisposeAsync();
    }

    [Fact]
    public async Task Attachments_come_in_a_stable_order_and_skipping_goes_on_exactly()
    {
        var snapshot = await TakeAsync();
        var all = await snapshot.AttachmentsAsync(0, Cancellation);
        Assert.Equal(["A1", "A2", "A3", "A4"], all.Select(attachment => attachment.Id).Order(StringComparer.Ordinal));
        for (var skip = 0; skip <= all.Count + 1; skip++) Assert.Equal(all.Skip(skip), await snapshot.AttachmentsAsync(skip, Cancellation));
    }

    [Fact]
    public async Task An_attachment_comes_with_its_record_its_name_and_its_content()
    {
        var snapshot = await TakeAsync();
        foreach (var attachment in await snapshot.AttachmentsAsync(0, Cancellation))
        {
            var expected = scene[Acme].Attachments.Single(candidate => candidate.Id == attachment.Id);
            Assert.Equal((expected.Module, expected.RecordId, expected.FileName), (attachment.Module, attachment.RecordId, attachment.FileName));
            Assert.Equal(expected.Content, await snapshot.ContentAsync(attachment, Cancellation));
        }
    }

    [Fact]
    public async Task A_missing_attachment_is_null_and_an_empty_one_is_not()
    {
        var snapshot = await TakeAsync();
        var all = await snapshot.AttachmentsAsync(0, Cancellation);
        Assert.Null(await snapshot.ContentAsync(all.Single(attachment => attachment.Id == "A4"), Cancellation));
        var empty = await snapshot.ContentAsync(all.Single(attachment => attachment.Id == "A2"), Cancellation);
        Assert.NotNull(empty);
        Assert.Empty(empty);
        Assert.Null(await snapshot.ContentAsync(all[0] with { Location = "no such place" }, Cancellation));
    }

    [Fact]
    public async Task Reading_stops_when_it_is_cancelled()
    {
        var snapshot = await TakeAsync();
        var module = (await snapshot.DescribeAsync(Cancellation)).Modules.Single(candidate => candidate.Name == "Leads");
        await using var reader = await snapshot.ReadAsync(module, 0, Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.ReadAsync(new CancellationToken(canceled: true)));
    }

    protected Task<ICrmSnapshot> TakeAsync(int epoch = 1) => crm.Source.TakeSnapshotAsync(Acme, Backup, epoch, Cancellation);

    private Task WriteAsync(long id) =>
        crm.WriteAsync(Acme, "Leads", [id, "written meanwhile", 0.5], new SceneAttachment($"A{id}", "Leads", $"{id}", "late.txt", [1]));
}
