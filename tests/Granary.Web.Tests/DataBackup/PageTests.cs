using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.DataBackup;

/// <summary>What the first HTML of the page says, before any script has run.</summary>
public sealed partial class PageTests(WebStand stand)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Tenant_without_a_backup_is_told_what_to_do()
    {
        var page = await PageAsync(stand.TakeTenant());

        Assert.Contains("There is no backup yet. Choose \"Download now\"", page, StringComparison.Ordinal);
        Assert.Contains("Nothing has happened yet.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Current backup", page, StringComparison.Ordinal);
        Assert.Contains("Starts a backup of all modules.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_backup_shows_how_far_it_is_and_keeps_a_second_from_starting()
    {
        var tenant = Running(stand.TakeTenant(),
            new("Leads", false, ModuleState.Done, 1_500, 1_500), new("Deals", false, ModuleState.Exporting, 250, 1_000), new("Notes", false, ModuleState.Waiting, 0, 500));

        var page = await PageAsync(tenant);

        Assert.Contains("Asked for by <strong>Sophia Isha</strong>", page, StringComparison.Ordinal);
        Assert.Contains("1 of 3 modules", page, StringComparison.Ordinal);
        Assert.Contains("1,750 records so far", page, StringComparison.Ordinal);
        Assert.Contains("55%", page, StringComparison.Ordinal);
        Assert.Contains("250 of 1,000", page, StringComparison.Ordinal);
        Assert.Contains("A backup is in progress. You can start the next one when it has ended.", page, StringComparison.Ordinal);
        Assert.Matches(DisabledDownloadNow(), page);
    }

    [Fact]
    public async Task Five_thousand_modules_make_no_long_page()
    {
        var tenant = Running(stand.TakeTenant(), [.. Enumerable.Range(0, 5_000).Select(i =>
            new ModuleProgress($"Module {i}", false, i < 2_000 ? ModuleState.Done : i < 2_004 ? ModuleState.Exporting : ModuleState.Waiting, i < 2_000 ? 10 : 0, 10))]);

        var page = await PageAsync(tenant);

        Assert.True(page.Length < 150_000, $"{page.Length} characters");
        Assert.Contains("Module 2003", page, StringComparison.Ordinal);
        Assert.Contains("and 2,988 more are waiting", page, StringComparison.Ordinal);
        Assert.Contains("2,000 finished modules", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_backup_offers_every_file_archives_first()
    {
        var tenant = stand.TakeTenant();
        var backup = stand.Publish(tenant, Now.AddHours(-1));

        var page = await PageAsync(tenant);

        Assert.Contains("Ready", page, StringComparison.Ordinal);
        Assert.Contains("1,204,332 records", page, StringComparison.Ordinal);
        Assert.Contains("13 modules", page, StringComparison.Ordinal);
        Assert.Contains("text for restoring", page, StringComparison.Ordinal);
        Assert.Contains("10.0 KB", page, StringComparison.Ordinal);
        Assert.Equal(
            new[] { "Data_001.zip", "manifest.json", "manifest.sig" }.Select(backup.UrlOf),
            DownloadLink().Matches(page).Select(match => match.Groups[1].Value));
        Assert.Contains("Opening in Excel", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-US", "Nov 23, 2042, 2:14 AM (Paris)", "Nov 30, 2042, 2:14 AM", "Nov 23, 2042, 2:10:00 AM")]
    [InlineData("en-GB", "23 Nov 2042, 02:14 (Paris)", "30 Nov 2042, 02:14", "23 Nov 2042, 02:10:00")]
    [InlineData("fr-FR", "23 nov. 2042, 02:14 (Paris)", "30 nov. 2042, 02:14", "23 nov. 2042, 02:10:00")]
    public async Task Dates_are_in_the_zone_of_the_tenant_and_the_culture_of_the_reader(string language, string created, string until, string snapshot)
    {
        var tenant = stand.TakeTenant();
        // Far from now: what has expired is shown without dates.
        stand.Publish(tenant, new DateTimeOffset(2042, 11, 23, 1, 14, 0, TimeSpan.Zero));

        var page = await PageAsync(tenant, language);

        Assert.Contains(created, page, StringComparison.Ordinal);
        Assert.Contains(until, page, StringComparison.Ordinal);
        Assert.Contains(snapshot, page, StringComparison.Ordinal);
        Assert.Contains("Europe/Paris", page, StringComparison.Ordinal);
    }

    [Theory, InlineData("en", "1 warning: The file of attachment 8841 (contract.pdf) is missing."), InlineData("fr", "1 avertissement : Le fichier de la pièce jointe 8841 (contract.pdf) est introuvable.")]
    public async Task Single_warning_is_said_at_once(string language, string sentence)
    {
        var tenant = stand.TakeTenant();
        stand.Publish(tenant, Now.AddHours(-1), new BackupWarning(WarningCode.AttachmentMissing, "Attachments", "8841", "contract.pdf"));

        var page = await PageAsync(tenant, language);

        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.Contains(language == "en" ? "Ready with warnings" : "Prête, avec avertissements", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_backup_says_what_failed_and_what_to_do()
    {
        var tenant = stand.TakeTenant();
        var id = tenant.Request(Now.AddHours(-1));
        tenant.Tenant.Fail(id, 0, new Fault(FaultStage.Snapshot, FaultSide.Crm, true, "SQLite error 14"), tenant.Terms, Now);

        var page = await PageAsync(tenant);

        Assert.Contains("The data could not be opened for reading. The database or the attachment files of the CRM did not answer as they should.", page, StringComparison.Ordinal);
        Assert.Contains($"Try again in a few minutes; if it fails again, give the support of your CRM the number {id}.", page, StringComparison.Ordinal);
        Assert.Contains("SQLite error 14", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_backup_offers_nothing_to_download_and_says_whether_its_files_are_swept_away_yet()
    {
        var tenant = stand.TakeTenant();
        var backup = stand.Publish(tenant, Now.AddDays(-8));

        var page = await PageAsync(tenant);
        Assert.Contains("Expired", page, StringComparison.Ordinal);
        Assert.Contains("its files are being deleted", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(DownloadLink(), page);

        tenant.Tenant.Tick(tenant.Terms, Now);
        tenant.Tenant.Deleted(backup.Id, Now);
        page = await PageAsync(tenant);
        Assert.Contains("files deleted on", page, StringComparison.Ordinal);
        Assert.Contains("A backup expired: its files are deleted", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(DownloadLink(), page);
    }

    [Fact]
    public async Task Ten_backups_are_shown_and_the_rest_on_request()
    {
        var tenant = stand.TakeTenant();
        for (var i = 0; i < 13; i++) stand.Publish(tenant, Now.AddDays(i - 13));

        var page = await PageAsync(tenant);

        Assert.Equal(10, Regex.Count(page, "<article class=\"backup\""));
        Assert.Contains("Show 3 older backups", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_names_the_actor_and_is_cut_into_pages()
    {
        var tenant = stand.TakeTenant();
        for (var i = 0; i < 8; i++)
        {
            var id = tenant.Request(Now.AddHours(i - 20));
            tenant.Tenant.Start(id, Now.AddHours(i - 20));
            tenant.Tenant.Publish(id, new Publication(1, Now, Now.AddHours(i - 20), 1, 1, [], [], 0), tenant.Terms);
        }

        var page = await PageAsync(tenant);

        Assert.Contains("<strong>Sophia Isha</strong> asked for a backup", page, StringComparison.Ordinal);
        Assert.Equal(20, Regex.Count(page, "<ul class=\"log\">.*?</ul>", RegexOptions.Singleline) == 1 ? Regex.Count(LogList().Match(page).Value, "<li") : 0);
        Assert.Contains("aria-label=\"Page 2\"", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Page suivante\"", await PageAsync(tenant, "fr"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Olu Ade (operator)</strong> took a copy of your data on the command line. Reason: Ticket 4711: a restore")]
    [InlineData("fr", "Olu Ade (exploitant)</strong> a pris une copie de vos données en ligne de commande. Motif : Ticket 4711: a restore")]
    public async Task The_tenant_reads_which_operator_took_a_copy_and_why(string language, string sentence)
    {
        var tenant = stand.TakeTenant();
        tenant.Tenant.RecordOperatorBackup(new Actor(ActorKind.Operator, "olu", "Olu Ade"), OperatorReason.Parse("Ticket 4711: a restore"), Now);

        Assert.Contains(sentence, Regex.Replace(await PageAsync(tenant, language), @"\s+", " "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_crm_holds_is_shown_as_text_and_never_run()
    {
        const string hostile = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>";
        var tenant = stand.TakeTenant();
        var actor = new Actor(ActorKind.Person, "x", hostile);
        var id = tenant.Request(Now.AddHours(-2), actor);
        tenant.Tenant.Publish(id, new Publication(1, Now, Now.AddHours(-1), 1, 1, [new ArchiveFile(hostile, 1, "00")], [new BackupWarning(WarningCode.ModuleFailed, hostile, null, hostile)], 1), tenant.Terms);
        Running(tenant, new ModuleProgress(hostile, false, ModuleState.Exporting, 1, 2));
        tenant.Tenant.RecordOperatorBackup(actor, OperatorReason.Parse(hostile), Now);

        using var browser = await stand.SignedInAsync(tenant.Profile.Name);
        using var response = await browser.GetAsync("/setup/data-backup");
        var raw = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("&lt;img src=x", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", raw, StringComparison.Ordinal);
    }

    [Theory, InlineData("en", "You need the administrator profile"), InlineData("fr", "Il faut le profil administrateur")]
    public async Task User_gets_one_sentence_and_nothing_of_the_tenant(string language, string sentence)
    {
        stand.Publish(stand.Script.Of(new TenantId("eu", "montblanc")), Now.AddHours(-1));
        using var browser = await stand.SignedInAsync("marc", language);

        using var response = await browser.GetAsync("/setup/data-backup");
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Data_001.zip", page, StringComparison.Ordinal);
    }

    [Theory, InlineData(true, "The CRM does not know the tenant"), InlineData(false, "Your backups cannot be shown at the moment.")]
    public async Task Page_says_when_it_has_nothing_to_show(bool unknown, string sentence)
    {
        var tenant = stand.TakeTenant();
        tenant.Outage = unknown ? UnknownTenantException.For(tenant.Profile.Id) : new TimeoutException();

        Assert.Contains(sentence, await PageAsync(tenant), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-US", "Your data is kept in the region eu, which is not available at the moment.")]
    [InlineData("fr", "Vos données sont conservées dans la région eu, qui n’est pas disponible pour le moment.")]
    public async Task Tenant_whose_region_is_away_is_told_so_on_every_page_and_its_downloads_are_to_be_tried_again(string language, string sentence)
    {
        var tenant = stand.TakeTenant();
        var backup = stand.Publish(tenant, Now.AddHours(-1));
        tenant.Outage = RegionUnavailableException.For(tenant.Profile.Id);
        using var browser = await stand.SignedInAsync(tenant.Profile.Name, language);

        foreach (var page in new[] { "/setup/data-backup", "/setup/subscription", "/setup/subscription/orders/1" })
            Assert.Contains(sentence, (await browser.HtmlAsync(page)).Replace('\u00a0', ' '), StringComparison.Ordinal);
        using var download = await browser.GetAsync(backup.Url);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, download.StatusCode);
    }

    [Theory]
    [InlineData(Edition.Free, "No free backups in your edition: each backup takes a one-time unit", "0 one-time units")]
    [InlineData(Edition.Standard, "2 of 2 free backups left in", "(0 in use, 0 set aside)")]
    [InlineData(Edition.Professional, "2 of 2 free backups left in", "weekly subscription: none")]
    [InlineData(Edition.Enterprise, "2 of 2 free backups left in", "0 one-time units")]
    [InlineData(Edition.Ultimate, "4 of 4 free backups left in", "0 one-time units")]
    public async Task Quota_line_says_what_the_edition_gives(string edition, string free, string more)
    {
        var page = await PageAsync(stand.TakeTenant(edition));

        Assert.Contains(free, page, StringComparison.Ordinal);
        Assert.Contains(more, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quota_line_says_what_is_in_use_set_aside_and_paid()
    {
        var tenant = stand.TakeTenant(Edition.Ultimate);
        tenant.Tenant.PaySubscription(Actor.Granary, Now.AddDays(-1), Now.AddDays(29), Now);
        Running(tenant);

        var page = await PageAsync(tenant, "fr-FR");

        Assert.Contains("3 sur 4 (1 en cours d’utilisation, 0 de côté)", page, StringComparison.Ordinal);
        Assert.Contains("1 sauvegarde unique", page, StringComparison.Ordinal);
        Assert.Contains("puis renouvelée", page, StringComparison.Ordinal);
    }

    [Theory, InlineData(1, "1 one-time unit (1 set aside for "), InlineData(0, "0 one-time units (the run of ")]
    public async Task Quota_line_of_the_free_edition_tells_the_unit_that_the_next_run_takes_or_lacks(int units, string words)
    {
        var tenant = stand.TakeTenant(Edition.Free);
        tenant.Save(new Recurrence.Weekly(DayOfWeek.Monday), Now);
        tenant.Tenant.SetUnits(Actor.Granary, units, Now);

        Assert.Contains(words, await PageAsync(tenant), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "When to back up", "Twice a month", "Once a month", "Weekly", "Done")]
    [InlineData("fr", "Quand sauvegarder", "Deux fois par mois", "Une fois par mois", "Chaque semaine", "Terminé")]
    public async Task Without_a_schedule_the_card_is_the_choice(string language, params string[] words)
    {
        var page = await PageAsync(stand.TakeTenant(), language);

        Assert.All(words, word => Assert.Contains(word, page, StringComparison.Ordinal));
        Assert.DoesNotContain(language == "en" ? "Stop the backup" : "Arrêter la sauvegarde", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-GB", "Every two weeks on Monday", "Status: Scheduled", "(Paris)", "The following runs and what they cost", "takes a free backup", "Stop the backup", "Change")]
    [InlineData("fr-FR", "Toutes les deux semaines, le lundi", "Statut : Planifiée", "(Paris)", "Les exécutions suivantes et leur coût", "prend une sauvegarde gratuite", "Arrêter la sauvegarde", "Modifier")]
    public async Task Schedule_is_summed_up(string language, params string[] words)
    {
        var tenant = stand.TakeTenant();
        var schedule = tenant.Save(new Recurrence.TwiceAMonth(DayOfWeek.Monday), Now);

        var page = await PageAsync(tenant, language);

        Assert.All(words, word => Assert.Contains(word, page, StringComparison.Ordinal));
        Assert.Contains(schedule.Anchor.ToString("d MMM yyyy", CultureInfo.GetCultureInfo(language)), page, StringComparison.Ordinal);
        Assert.Contains($"<strong>Sophia Isha</strong> {(language == "fr-FR" ? "a planifié une sauvegarde toutes les deux semaines" : "scheduled a backup every two weeks on Monday")}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schedule_whose_next_run_nothing_pays_for_warns()
    {
        var tenant = stand.TakeTenant(Edition.Free);
        tenant.Save(new Recurrence.Weekly(DayOfWeek.Monday), Now);

        var page = await PageAsync(tenant);

        Assert.Contains("As things are, the next run will be skipped. There is no one-time unit to pay for it.", page, StringComparison.Ordinal);
        Assert.Contains("class=\"run skipped\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schedule_cannot_be_stopped_while_a_backup_is_in_progress_and_the_reason_stands_beside()
    {
        var tenant = stand.TakeTenant();
        tenant.Save(new Recurrence.MonthlyByDate(31), Now);

        Assert.DoesNotMatch(DisabledStop(), await PageAsync(tenant));
        var page = await PageAsync(Running(tenant));

        Assert.Matches(DisabledStop(), page);
        Assert.Contains("A backup is in progress: the schedule can be stopped when it has ended.", page, StringComparison.Ordinal);
        Assert.Contains("Once a month on the 31st (the last day in shorter months)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skipped_and_cancelled_runs_say_when_they_were_due_and_why()
    {
        var sunday = new DateTimeOffset(2026, 11, 15, 12, 0, 0, TimeSpan.Zero);
        var tenant = stand.TakeTenant(Edition.Free);
        tenant.Save(new Recurrence.Weekly(DayOfWeek.Sunday), sunday);
        tenant.Tenant.Tick(tenant.Terms, sunday.AddDays(7));
        tenant.Tenant.SetUnits(Actor.Granary, 1, sunday.AddDays(7));
        tenant.Save(new Recurrence.Weekly(DayOfWeek.Monday), sunday.AddDays(7));
        var queuedAt = tenant.Tenant.NextRun(tenant.Terms)!.DueAt.AddMinutes(1);
        tenant.Tenant.Tick(tenant.Terms, queuedAt);
        tenant.Tenant.StopSchedule(PublishedBackup.Requester, tenant.Terms, queuedAt.AddMinutes(1));

        var page = await PageAsync(tenant);

        Assert.Contains("This run was skipped and charged nothing. There is no one-time unit to pay for it.", page, StringComparison.Ordinal);
        Assert.Contains("It was cancelled before it started. Nothing was charged.", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "due <time"));
        Assert.Contains("A scheduled backup was skipped. There is no one-time unit to pay for it.", page, StringComparison.Ordinal);
        Assert.Contains("<strong>Sophia Isha</strong> cancelled a queued backup", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bell_counts_what_is_unread()
    {
        var tenant = stand.TakeTenant();
        tenant.Tenant.See(new Person(tenant.Profile.Name, "x", null, "en"), isAdministrator: true);
        tenant.Save(new Recurrence.MonthlyByDate(1), Now);

        Assert.Contains("aria-label=\"Notifications, 1 unread\"", await PageAsync(tenant), StringComparison.Ordinal);
        tenant.Tenant.Notifications.Read(tenant.Profile.Name, 1);
        Assert.Contains("aria-label=\"Notifications, aucune non lue\"", await PageAsync(tenant, "fr"), StringComparison.Ordinal);
    }

    private static ScriptedTenant Running(ScriptedTenant tenant, params IReadOnlyList<ModuleProgress> modules)
    {
        var id = tenant.Request(Now.AddMinutes(-3));
        tenant.Tenant.Start(id, Now.AddMinutes(-2));
        tenant.Progress = new BackupProgress(BackupPhase.Exporting, modules);
        return tenant;
    }

    private async Task<string> PageAsync(ScriptedTenant tenant, string language = "en-US")
    {
        using var browser = await stand.SignedInAsync(tenant.Profile.Name, language);
        // No-break spaces, wide and narrow, are read as spaces.
        return (await browser.HtmlAsync("/setup/data-backup")).Replace('\u00a0', ' ').Replace('\u202f', ' ');
    }

    [GeneratedRegex("href=\"(/backups/[^\"]+)\"")]
    private static partial Regex DownloadLink();

    [GeneratedRegex("<button[^>]*disabled[^>]*aria-describedby=\"download-now-reason\"|<button[^>]*aria-describedby=\"download-now-reason\"[^>]*disabled")]
    private static partial Regex DisabledDownloadNow();

    [GeneratedRegex("<button[^>]*disabled[^>]*aria-describedby=\"stop-reason\"|<button[^>]*aria-describedby=\"stop-reason\"[^>]*disabled")]
    private static partial Regex DisabledStop();

    [GeneratedRegex("<ul class=\"log\">.*?</ul>", RegexOptions.Singleline)]
    private static partial Regex LogList();
}
