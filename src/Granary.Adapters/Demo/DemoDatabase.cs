using System.Globalization;
using Granary.Adapters.Sqlite;

namespace Granary.Adapters.Demo;

/// <summary>Fills the database of one tenant. The same tenant gives the same rows, always.</summary>
internal sealed class DemoDatabase(DemoTenant tenant, SqliteDatabase database)
{
    private const int Users = 6, FirstId = 1001, Documents = 12;
    private static readonly DateTime Begin = new(2024, 1, 8, 8, 0, 0, DateTimeKind.Unspecified);

    private readonly DemoRandom random = new(tenant.Seed);
    private readonly DemoWords words = tenant.Words;

    public void Fill()
    {
        database.Execute("BEGIN");
        // Records may come before those they look up: SQLite checks at the end.
        database.Execute("PRAGMA defer_foreign_keys = ON");
        foreach (var table in DemoSchema.Tables) database.Execute(table);
        People();
        Companies();
        Sales();
        Activities();
        Letters();
        StaysOut();
        database.Execute("COMMIT");
    }

    private void People()
    {
        using var users = new DemoTable(database, "Users", 5);
        for (var i = 0; i < Users; i++)
        {
            var (first, last) = (words.FirstNames[i], words.LastNames[^(i + 1)]);
            users.Add(FirstId + i, $"{first} {last}", $"user{i + 1}@{tenant.Name}.{words.MailDomain}", i == 0 ? "Administrator" : "Sales", 1);
        }
        using var leads = new DemoTable(database, "Leads", 11);
        for (var i = 0; i < tenant.Leads; i++)
        {
            var (first, last) = Person();
            leads.Add(FirstId + i, random.Chance(5) ? null : random.Chance(3) ? "" : first, last, Company(), Mail(i, "lead"), Phone(), random.Of(words.LeadSources),
                random.Of(words.LeadStates), Money(10_000, 9_000_000), Owner(), Time());
        }
        using var contacts = new DemoTable(database, "Contacts", 11);
        for (var i = 0; i < tenant.Contacts; i++)
        {
            var (first, last) = Person();
            contacts.Add(FirstId + i, Account(), first, last, random.Of(words.JobTitles), Mail(i, "contact"), random.Chance(10) ? null : Phone(), random.Below(2),
                random.Chance(20) ? DemoCanary.MustStayOut("integration-column", tenant) : null, Owner(), Time());
        }
    }

    private void Companies()
    {
        using var accounts = new DemoTable(database, "Accounts", 12);
        for (var i = 0; i < tenant.Accounts; i++)
        {
            var (city, postalCode) = random.Of(words.Cities);
            accounts.Add(FirstId + i, Company(), random.Of(words.Industries), Phone(), $"https://www.company{i + 1}.{words.MailDomain}",
                $"{random.Between(1, 240)} {random.Of(words.Streets)}", city, postalCode, random.Between(1, 4000), Money(50_000, 40_000_000), Owner(), Time());
        }
        using var sites = new DemoTable(database, "Sites_C", 7);
        for (var i = 0; i < tenant.Accounts / 2; i++)
            sites.Add(FirstId + i, $"{random.Of(words.Sites)} {i + 1}", Account(), random.Of(words.SiteStates),
                45 + random.Below(1_000_000) / 1e6, 6 + random.Below(1_000_000) / 1e6, Date());
    }

    private void Sales()
    {
        using var campaigns = new DemoTable(database, "Campaigns", 5);
        for (var i = 0; i < words.Campaigns.Count; i++) campaigns.Add(FirstId + i, words.Campaigns[i], Money(500, 60_000), Date(), Owner());
        using var deals = new DemoTable(database, "Deals", 10);
        for (var i = 0; i < tenant.Deals; i++)
            deals.Add(FirstId + i, $"{random.Of(words.DealNames)} {i + 1}", Account(), Contact(), random.Chance(40) ? FirstId + random.Below(words.Campaigns.Count) : null,
                random.Of(words.DealStages), random.Chance(4) ? null : Money(300, 400_000), 10 * random.Between(0, 10), Date(), Owner());
        using var products = new DemoTable(database, "Products", 6);
        for (var i = 0; i < words.Products.Count; i++)
            products.Add(Product(i), words.Products[i], random.Between(50, 90_000) / 100.0, random.Of([0.0, 5.5, 10, 20]), random.Between(0, 900), random.Chance(90) ? 1 : 0);
        for (var i = 0; i < DemoOddities.Products.Count; i++)
        {
            var (name, price, tax, stock) = DemoOddities.Products[i];
            products.Add($"ZZ-{i + 1}", name, price, tax, stock, 0);
        }
        using var quotes = new DemoTable(database, "Quotes", 9);
        for (var i = 0; i < tenant.Accounts; i++)
            quotes.Add(FirstId + i, $"{random.Of(words.DealNames)} / {random.Between(2024, 2026)}-{i + 1:D4}", FirstId + random.Below(tenant.Deals), Account(),
                Product(random.Below(words.Products.Count)), random.Between(1, 250), Money(100, 300_000), random.Of(words.QuoteStates), Date());
    }

    private void Activities()
    {
        using var tasks = new DemoTable(database, "Tasks", 6);
        for (var i = 0; i < tenant.Accounts * 2; i++)
            tasks.Add(FirstId + i, random.Of(words.Tasks), random.Of(words.TaskStates), random.Chance(10) ? null : Date(), FirstId + random.Below(tenant.Deals), Owner());
        using var events = new DemoTable(database, "Events", 7);
        for (var i = 0; i < tenant.Accounts; i++)
        {
            var start = Moment();
            events.Add(FirstId + i, random.Of(words.Events), random.Of(words.Cities).City, Text(start), Text(start.AddMinutes(30 * random.Between(1, 6))), Contact(), Owner());
        }
        using var calls = new DemoTable(database, "Calls", 10);
        for (var i = 0; i < tenant.Calls; i++)
            calls.Add(FirstId + i, random.Of(words.Calls), random.Chance(60) ? "Outbound" : "Inbound", Contact(), Phone(), Time(), random.Between(0, 1800),
                random.Of(words.CallResults), random.Chance(70) ? null : random.Of(words.Notes), Owner());
        using var notes = new DemoTable(database, "Notes", 6);
        var id = FirstId;
        notes.Add(id++, "Canary", DemoCanary.BelongsIn("note", tenant), Account(), Owner(), Time());
        foreach (var (title, text) in DemoOddities.Notes) notes.Add(id++, title, text, Account(), Owner(), Time());
        for (var i = 0; i < tenant.Accounts * 3 / 2; i++)
            notes.Add(id++, random.Chance(30) ? null : random.Of(words.Calls), random.Of(words.Notes), Account(), Owner(), Time());
    }

    private void Letters()
    {
        using var emails = new DemoTable(database, "Emails", 9);
        for (var i = 0; i < tenant.Emails; i++)
        {
            var imap = i % 8 == 7;
            var subject = imap ? DemoCanary.MustStayOut("email-imap", tenant) : i == 0 ? DemoCanary.BelongsIn("email-subject", tenant) : random.Of(words.EmailSubjects);
            emails.Add(FirstId + i, subject, Mail(random.Below(tenant.Contacts), "contact"), $"user{random.Between(1, Users)}@{tenant.Name}.{words.MailDomain}", Time(),
                imap ? "IMAP" : "CRM", $"{words.EmailBody}\r\n{DemoCanary.MustStayOut("email-body", tenant)}", Contact(), Owner());
        }
    }

    private void StaysOut()
    {
        using var documents = new DemoTable(database, "Documents", 5);
        for (var i = 0; i < Documents; i++)
            documents.Add(FirstId + i, $"{random.Of(words.Documents)} {i + 1}", DemoCanary.MustStayOut("document", tenant), DemoFiles.DocumentPath(i), Owner());
        using var mailchimp = new DemoTable(database, "Integration_Mailchimp", 4);
        for (var i = 0; i < tenant.Contacts / 4; i++)
            mailchimp.Add(FirstId + i, Contact(), $"list-{random.Between(1, 4)}", $$"""{"opens":{{random.Below(90)}},"mark":"{{DemoCanary.MustStayOut("integration-table", tenant)}}"}""");
        using var tokens = new DemoTable(database, "Integration_Tokens", 2);
        foreach (var service in (string[])["mailchimp", "slack", "telephony"]) tokens.Add(service, DemoCanary.MustStayOut("integration-token", tenant));
    }

    public void Attach(IEnumerable<DemoAttachment> attachments)
    {
        database.Execute("BEGIN");
        using (var table = new DemoTable(database, "Attachments", 5))
            foreach (var attachment in attachments)
                table.Add(attachment.Id, attachment.Module, FirstId + attachment.Record, attachment.FileName, attachment.StoredAs);
        database.Execute("COMMIT");
    }

    private (string First, string Last) Person() => (random.Of(words.FirstNames), random.Of(words.LastNames));

    private string Company() => $"{random.Of(words.Companies)} {random.Of(words.CompanyForms)}";

    private string Mail(int number, string kind) => $"{kind}{number + 1}@{words.MailDomain}";

    private string Phone() => string.Create(words.Phone.Length, random, (text, random) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = words.Phone[i] == '#' ? (char)('0' + random.Below(10)) : words.Phone[i];
    });

    private int Owner() => FirstId + random.Below(Users);

    private int Account() => FirstId + random.Below(tenant.Accounts);

    private int Contact() => FirstId + random.Below(tenant.Contacts);

    private static string Product(int number) => $"P-{number + 1:D3}";

    private double Money(int least, int most) => random.Between(least, most) + random.Below(100) / 100.0;

    private DateTime Moment() => Begin.AddDays(random.Below(780)).AddMinutes(5 * random.Below(120));

    private string Time() => Text(Moment());

    private string Text(DateTime moment) => string.Create(CultureInfo.InvariantCulture, $"{moment:yyyy-MM-ddTHH:mm:ss}{words.UtcOffset}");

    private string Date() => Moment().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
