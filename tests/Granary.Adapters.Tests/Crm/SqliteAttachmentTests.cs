using Granary.Adapters.Crm;
using Granary.Domain.Ports;
using Granary.Testing.Crm;

namespace Granary.Adapters.Tests.Crm;

/// <summary>Where the files of attachments may lie, and where not.</summary>
public sealed class SqliteAttachmentTests
{
    private const string Table = "CREATE TABLE Files (Id TEXT PRIMARY KEY, Module TEXT, Record INTEGER, Name TEXT, Year INTEGER, Place TEXT, Size INTEGER)";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("in.txt", "inside")]
    [InlineData("sub/../in.txt", null)]
    [InlineData("./in.txt", null)]
    [InlineData("..hidden", "inside")]
    [InlineData("link-inside", "inside")]
    [InlineData("linked-directory-inside/in.txt", "inside")]
    [InlineData("", null)]
    [InlineData("absent.txt", null)]
    [InlineData("sub", null)]
    [InlineData("../outside.txt", null)]
    [InlineData("sub/../../outside.txt", null)]
    [InlineData("../2026/in.txt", null)]
    [InlineData("ABSOLUTE", null)]
    [InlineData("link-outside", null)]
    [InlineData("linked-directory-outside/outside.txt", null)]
    [InlineData("link-to-link-outside", null)]
    [InlineData("circle", null)]
    [InlineData("..\\outside.txt", null)]
    [InlineData("in.txt\0", null)]
    public async Task A_file_is_read_only_inside_the_root(string place, string? expected)
    {
        using var database = Given("{Place}", root: "files/2026");
        File.WriteAllText(database.Folder["files/outside.txt"], "outside");
        File.WriteAllText(database.Folder["files/2026/in.txt"], "inside");
        File.WriteAllText(database.Folder["files/2026/..hidden"], "inside");
        Directory.CreateDirectory(database.Folder["files/2026/sub"]);
        File.CreateSymbolicLink(database.Folder["files/2026/link-inside"], "sub/../in.txt");
        File.CreateSymbolicLink(database.Folder["files/2026/linked-directory-inside"], "../2026");
        File.CreateSymbolicLink(database.Folder["files/2026/link-outside"], "../outside.txt");
        File.CreateSymbolicLink(database.Folder["files/2026/link-to-link-outside"], "link-outside");
        File.CreateSymbolicLink(database.Folder["files/2026/linked-directory-outside"], database.Folder["files"]);
        File.CreateSymbolicLink(database.Folder["files/2026/circle"], "circle");
        Assert.Equal(expected, await ContentAsync(database, place == "ABSOLUTE" ? database.Folder["files/2026/in.txt"] : place));
    }

    [Theory]
    [InlineData("acme/{Place}", "in.txt", "of acme")]
    [InlineData("acme/{Place}", "../zen/in.txt", null)]
    [InlineData("acme/{Place}", "sub/../../zen/in.txt", null)]
    [InlineData("acme/{Name}{Place}", "./zen/in.txt", null)]
    public async Task Below_one_root_nobody_reads_in_the_folder_of_another_tenant(string path, string place, string? expected)
    {
        using var database = Given(path, root: "files");
        foreach (var tenant in new[] { "acme", "zen" })
        {
            Directory.CreateDirectory(database.Folder[$"files/{tenant}/sub"]);
            File.WriteAllText(database.Folder[$"files/{tenant}/in.txt"], $"of {tenant}");
        }
        Assert.Equal(expected, await ContentAsync(database, place, name: "."));
    }

    [Fact]
    public async Task The_root_itself_may_be_a_link()
    {
        using var database = Given("{Place}", root: "linked/{region}/{tenant}");
        Directory.CreateDirectory(database.Folder["elsewhere/eu/acme"]);
        File.WriteAllText(database.Folder["elsewhere/eu/acme/in.txt"], "inside");
        File.CreateSymbolicLink(database.Folder["linked"], database.Folder["elsewhere"]);
        Assert.Equal("inside", await ContentAsync(database, "in.txt"));
    }

    [Fact]
    public async Task A_path_may_be_made_of_several_columns()
    {
        using var database = Given("y{Year}/{Id}-{Place}.bin", root: "files");
        Directory.CreateDirectory(database.Folder["files/y2026"]);
        File.WriteAllText(database.Folder["files/y2026/A1-été.bin"], "inside");
        Assert.Equal("inside", await ContentAsync(database, "été"));
    }

    [Fact]
    public async Task Attachments_that_stay_out_are_neither_counted_nor_listed_and_their_table_is_no_module()
    {
        using var database = Given("{Place}", root: "files");
        database.Execute("CREATE TABLE Leads (Id); INSERT INTO Files VALUES ('A1', 'Leads', 1, 'a', 1, 'a', 1), ('A2', 'Emails', 1, 'b', 1, 'b', 1), ('A3', NULL, NULL, NULL, 1, NULL, 1)");
        database.Options.Attachments!.Where = "Module = 'Emails'";
        database.Options.Attachments.Reason = "They came with e-mails.";
        var snapshot = await database.TakeAsync();
        var catalog = await snapshot.DescribeAsync(Cancellation);
        Assert.Equal(2, catalog.Attachments);
        Assert.Equal([new CrmAttachment("A1", "Leads", "1", "a", "a"), new CrmAttachment("A3", "", "", "", "")], await snapshot.AttachmentsAsync(0, Cancellation));
        Assert.Equal(["Leads"], catalog.Modules.Select(module => module.Name));
        Assert.Equal([(ExclusionKind.Attachments, "Files"), (ExclusionKind.Table, "Files")], catalog.Exclusions.Select(exclusion => (exclusion.What, exclusion.Name)));
        Assert.Equal("They came with e-mails.", catalog.Exclusions[0].Reason);
    }

    [Fact]
    public async Task All_records_may_be_of_one_module()
    {
        using var database = new OneDatabase("PRAGMA encoding = 'UTF-16le'; CREATE TABLE Files (Id TEXT PRIMARY KEY, Record INTEGER, Name TEXT, Content BLOB)");
        database.Options.Attachments = new CrmAttachmentOptions
        {
            Table = "Files", IdColumn = "Id", Module = "L'été", RecordIdColumn = "Record", FileNameColumn = "Name", ContentColumn = "Content",
        };
        database.Execute("INSERT INTO Files VALUES ('A1', 7, 'a', x'00')");
        var attachment = Assert.Single(await (await database.TakeAsync()).AttachmentsAsync(0, Cancellation));
        Assert.Equal(("L'été", "7"), (attachment.Module, attachment.RecordId));
    }

    [Fact]
    public async Task The_table_can_be_a_module_as_well()
    {
        using var database = Given("{Place}", root: "files");
        database.Options.Attachments!.AsModule = true;
        var catalog = await (await database.TakeAsync()).DescribeAsync(Cancellation);
        Assert.Equal(["Files"], catalog.Modules.Select(module => module.Name));
        Assert.Empty(catalog.Exclusions);
    }

    [Fact]
    public async Task Ids_that_are_not_unique_stop_the_backup()
    {
        using var database = Given("{Place}", root: "files");
        database.Options.Attachments!.IdColumn = "Record";
        database.Execute("INSERT INTO Files VALUES ('A1', 'Leads', 1, 'a', 1, 'a', 1), ('A2', 'Leads', 1, 'b', 1, 'b', 1)");
        var snapshot = await database.TakeAsync();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => snapshot.DescribeAsync(Cancellation));
        Assert.Contains("IdColumn", failure.Message, StringComparison.Ordinal);
    }

    private static OneDatabase Given(string path, string root)
    {
        var database = new OneDatabase(Table);
        if (!root.StartsWith("linked", StringComparison.Ordinal)) Directory.CreateDirectory(database.Folder[root]);
        database.Options.Attachments = new CrmAttachmentOptions
        {
            Table = "Files", IdColumn = "Id", ModuleColumn = "Module", RecordIdColumn = "Record", FileNameColumn = "Name", Root = database.Folder[root], Path = path,
        };
        return database;
    }

    private static async Task<string?> ContentAsync(OneDatabase database, string place, string name = "name")
    {
        using (var connection = database.Connect())
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO Files VALUES ('A1', 'Leads', 1, @name, 2026, @place, 0)";
            insert.Parameters.AddWithValue("@name", name);
            insert.Parameters.AddWithValue("@place", place);
            insert.ExecuteNonQuery();
        }
        var snapshot = await database.TakeAsync();
        var content = await snapshot.ContentAsync(Assert.Single(await snapshot.AttachmentsAsync(0, Cancellation)), Cancellation);
        return content is null ? null : System.Text.Encoding.ASCII.GetString(content);
    }
}
