using Granary.Adapters.Crm;
using Granary.Domain.Ports;
using Granary.Testing.Crm;
using Microsoft.Data.Sqlite;

namespace Granary.Adapters.Tests.Crm;

/// <summary>What the operator's mapping leaves out, and what happens when it does not fit the database.</summary>
public sealed class SqliteMappingTests
{
    private const string Mails = """
        CREATE TABLE Emails (Id INTEGER PRIMARY KEY, Subject TEXT, Body TEXT, Source TEXT);
        INSERT INTO Emails VALUES (1, 'one', 'secret', 'CRM'), (2, 'two', 'secret', 'IMAP'), (3, 'three', 'secret', NULL);
        CREATE TABLE Documents (Id INTEGER PRIMARY KEY)
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_columns_and_rows_stay_out_and_the_catalogue_says_why()
    {
        using var database = new OneDatabase(Mails);
        database.Options.Exclude.Add(new CrmExclusionOptions { Table = "documents", Reason = "No documents." });
        database.Options.Exclude.Add(new CrmExclusionOptions { Table = "Emails", Column = "BODY", Reason = "No content." });
        database.Options.Exclude.Add(new CrmExclusionOptions { Table = "Emails", Where = "Source = 'IMAP' -- as the mailbox says", Reason = "No IMAP." });
        database.Options.Exclude.Add(new CrmExclusionOptions { Table = "Emails", Where = "Id > 100 OR 0", Reason = "None that late." });
        var snapshot = await database.TakeAsync();
        var catalog = await snapshot.DescribeAsync(Cancellation);
        var emails = Assert.Single(catalog.Modules);
        Assert.Equal(["Id", "Subject", "Source"], emails.Columns.Select(column => column.Name));
        Assert.Equal(2, emails.Records);
        Assert.Equal(["one", "three"], (await snapshot.RecordsAsync(emails, 0, Cancellation)).Select(record => record[1].Text));
        Assert.Equal(
        [
            new CrmExclusion(ExclusionKind.Table, "Documents", "No documents."), new CrmExclusion(ExclusionKind.Column, "Emails.Body", "No content."),
            new CrmExclusion(ExclusionKind.Rows, "Emails", "No IMAP."), new CrmExclusion(ExclusionKind.Rows, "Emails", "None that late."),
        ], catalog.Exclusions);
    }

    [Fact]
    public async Task What_stays_out_cannot_be_asked_for()
    {
        using var database = new OneDatabase(Mails);
        database.Options.Exclude.Add(new CrmExclusionOptions { Table = "Emails", Column = "Body", Reason = "No content." });
        database.Options.Exclude.Add(new CrmExclusionOptions { Table = "Documents", Reason = "No documents." });
        var snapshot = await database.TakeAsync();
        var emails = Assert.Single((await snapshot.DescribeAsync(Cancellation)).Modules);
        await Assert.ThrowsAsync<InvalidOperationException>(() => snapshot.ReadAsync(emails with { Columns = [new CrmColumn("Body", "TEXT")] }, 0, Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => snapshot.ReadAsync(emails with { Name = "Documents" }, 0, Cancellation));
    }

    [Fact]
    public async Task A_module_of_which_every_column_stays_out_has_its_rows_still()
    {
        using var database = new OneDatabase("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
        database.Options.Exclude.Add(new CrmExclusionOptions { Table = "t", Column = "a", Reason = "Private." });
        var records = await (await database.TakeAsync()).RecordsAsync("t", 1, Cancellation);
        Assert.Empty(Assert.Single(records));
    }

    [Fact]
    public async Task An_exclusion_of_what_is_not_there_stops_the_backup_and_all_are_told_at_once()
    {
        using var database = new OneDatabase(Mails);
        database.Options.Exclude.Add(new CrmExclusionOptions { Table = "Email", Column = "Body", Reason = "No content." });
        database.Options.Exclude.Add(new CrmExclusionOptions { Table = "Emails", Column = "Boddy", Reason = "No content." });
        database.Options.Attachments = new CrmAttachmentOptions
        {
            Table = "Documents", IdColumn = "Id", ModuleColumn = "Nothing", RecordIdColumn = "Id", FileNameColumn = "Id", ContentColumn = "Id",
        };
        var snapshot = await database.TakeAsync();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => snapshot.DescribeAsync(Cancellation));
        foreach (var name in (string[])["'Email'", "'Emails.Boddy'", "'Documents.Nothing'"]) Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_optional_exclusion_may_find_nothing()
    {
        using var database = new OneDatabase(Mails);
        database.Options.Exclude.Add(new CrmExclusionOptions { Table = "Integration", Reason = "No integrations.", Optional = true });
        Assert.Empty((await (await database.TakeAsync()).DescribeAsync(Cancellation)).Exclusions);
    }

    [Fact]
    public async Task Tables_that_are_not_included_are_listed_as_left_out()
    {
        using var database = new OneDatabase(Mails + "; CREATE TABLE Audit (Id)");
        database.Options.Include.Add("e*");
        database.Options.Include.Add("audit");
        database.Options.Exclude.Add(new CrmExclusionOptions { Table = "Audit", Reason = "No audit." });
        var catalog = await (await database.TakeAsync()).DescribeAsync(Cancellation);
        Assert.Equal(["Emails"], catalog.Modules.Select(module => module.Name));
        Assert.Equal([("Audit", ExclusionCause.Configured), ("Documents", ExclusionCause.NotIncluded)], catalog.Exclusions.Select(exclusion => (exclusion.Name, exclusion.Cause)));
    }

    [Theory]
    [InlineData("\"Sauce\" = 'IMAP'")]
    [InlineData("Sauce = 'IMAP'")]
    [InlineData("Source = 'IMAP')")]
    [InlineData("Source =")]
    public async Task A_condition_with_a_mistake_stops_the_backup(string condition)
    {
        using var database = new OneDatabase(Mails);
        database.Options.Exclude.Add(new CrmExclusionOptions { Table = "Emails", Where = condition, Reason = "No IMAP." });
        var snapshot = await database.TakeAsync();
        await Assert.ThrowsAsync<SqliteException>(() => snapshot.DescribeAsync(Cancellation));
    }

    [Fact]
    public async Task A_condition_cannot_end_the_statement()
    {
        using var database = new OneDatabase(Mails);
        database.Options.Exclude.Add(new CrmExclusionOptions { Table = "Emails", Where = "0) IS NOT TRUE; DROP TABLE Emails; --", Reason = "No IMAP." });
        var snapshot = await database.TakeAsync();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => snapshot.DescribeAsync(Cancellation));
        Assert.Contains("semicolon", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_for_people_are_those_of_the_mapping()
    {
        using var database = new OneDatabase(Mails);
        database.Options.Modules.Add(new CrmModuleOptions
        {
            Table = "emails", DisplayName = "Courriels", Columns = { new CrmColumnOptions { Name = "subject", DisplayName = "Objet" } },
        });
        var emails = (await (await database.TakeAsync()).DescribeAsync(Cancellation)).Modules[0];
        Assert.Equal(("Emails", "Courriels"), (emails.Name, emails.DisplayName));
        Assert.Equal([null, "Objet", null, null], emails.Columns.Select(column => column.DisplayName));
    }
}
