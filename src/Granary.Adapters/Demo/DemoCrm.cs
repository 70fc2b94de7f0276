using Granary.Adapters.Crm;
using Granary.Adapters.Files;
using Granary.Adapters.Sqlite;

namespace Granary.Adapters.Demo;

/// <summary>
/// A CRM to try Granary with: the tenants <c>montblanc</c>, <c>lakeside</c> and <c>kiran</c>, made up, and the same on every
/// machine. Granary reads it like any other.
/// </summary>
public static class DemoCrm
{
    private static readonly TimeSpan WaitForAnother = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Makes what is missing of it in a directory. A tenant is there whole or not at all, whenever the process dies; who is called
    /// while another makes it waits for that.
    /// </summary>
    public static async Task CreateAsync(string directory, CancellationToken cancellationToken)
    {
        if (DemoTenant.All.All(tenant => File.Exists(DatabaseOf(directory, tenant)))) return;
        DurableFile.CreateDirectory(directory);
        var turn = Path.Combine(directory, ".making");
        await using var alone = await WaitForTurnAsync(turn, cancellationToken);
        foreach (var tenant in DemoTenant.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!File.Exists(DatabaseOf(directory, tenant))) Create(directory, tenant);
        }
        File.Delete(turn);
    }

    /// <summary>Makes options that read the demo in that directory.</summary>
    public static void Map(CrmOptions options, string directory)
    {
        options.Database = Path.Combine(directory, "{tenant}.sqlite");
        foreach (var tenant in DemoTenant.All) options.Tenants.Add(tenant.ToOptions());
        options.Modules.Add(new CrmModuleOptions
        {
            Table = "Sites_C",
            DisplayName = "Écoles & chantiers — 現場",
            Columns =
            {
                new CrmColumnOptions { Name = "Site_Name", DisplayName = "École ou chantier" },
                new CrmColumnOptions { Name = "Opened_On", DisplayName = "Ouverture — 開始日" },
            },
        });
        const string mail = "The content of e-mails is not part of a backup.";
        const string integration = "Data obtained through integrations is not part of a backup.";
        options.Exclude.Add(new CrmExclusionOptions { Table = "Emails", Column = "Body", Reason = mail });
        options.Exclude.Add(new CrmExclusionOptions { Table = "Emails", Where = "Source = 'IMAP'", Reason = "E-mails that came by IMAP are not part of a backup." });
        options.Exclude.Add(new CrmExclusionOptions { Table = "Documents", Reason = "Documents are not part of a backup." });
        options.Exclude.Add(new CrmExclusionOptions { Table = "Integration_Mailchimp", Reason = integration });
        options.Exclude.Add(new CrmExclusionOptions { Table = "Integration_Tokens", Reason = integration });
        options.Exclude.Add(new CrmExclusionOptions { Table = "Contacts", Column = "Mailchimp_Profile", Reason = integration });
        options.Attachments = new CrmAttachmentOptions
        {
            Table = "Attachments",
            IdColumn = "Id",
            ModuleColumn = "Module",
            RecordIdColumn = "Record_Id",
            FileNameColumn = "File_Name",
            Root = Path.Combine(directory, "files", "{tenant}"),
            Path = "{Stored_As}",
            Where = "Module = 'Emails'",
            Reason = "Attachments of e-mails are not part of a backup.",
        };
    }

    private static string DatabaseOf(string directory, DemoTenant tenant) => Path.Combine(directory, $"{tenant.Name}.sqlite");

    /// <summary>The files first: the database under its name says that the tenant is whole.</summary>
    private static void Create(string directory, DemoTenant tenant)
    {
        var files = Path.Combine(directory, "files", tenant.Name);
        DeleteDirectory(files);
        foreach (var (path, content) in DemoFiles.All(tenant))
        {
            var file = Path.Combine(files, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
        var final = DatabaseOf(directory, tenant);
        var temporary = $"{final}.tmp";
        File.Delete(temporary);
        using (var database = SqliteDatabase.Create(temporary))
        {
            var rows = new DemoDatabase(tenant, database);
            rows.Fill();
            rows.Attach(DemoFiles.Attachments(tenant));
        }
        using (var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite)) DurableFile.Flush(file);
        DurableFile.Publish(temporary, final);
    }

    private static void DeleteDirectory(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }

    /// <summary>A lock that the system takes back when the process dies.</summary>
    private static async Task<FileStream> WaitForTurnAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(WaitForAnother, cancellationToken);
            }
        }
    }
}
