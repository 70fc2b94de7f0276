using System.Globalization;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Granary.Web.SignIn;
using Microsoft.Extensions.Options;

namespace Granary.Host.Embedded;

/// <summary>
/// The first words of the demo: on its very first start it takes a backup, so that there is something to see; then it
/// says where to look and who can sign in.
/// </summary>
internal sealed class DemoWelcome(
    IGrainFactory grains, DataDirectory data, IOptions<DemoOptions> demo, IHostApplicationLifetime lifetime, IConfiguration configuration, TimeProvider time) : BackgroundService
{
    private static readonly TenantId Tenant = new("eu", "montblanc");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);

        using var caller = Caller.Granary.Enter();
        var overview = await grains.Tenant(Tenant).GetOverview();
        if (overview is { Open: null, Ended: [] } or { Open.Origin: BackupOrigin.FirstStart }) await ShowFirstBackupAsync(overview, stoppingToken);
        Console.WriteLine();
        Console.WriteLine(Texts.Get("Listening", configuration["Urls"]!));
        foreach (var user in demo.Value.Users)
            Console.WriteLine($"  {user.Name,-14} {user.Tenant ?? "-",-14} {Texts.Get($"Profile_{user.Profile}")}");
    }

    // Also one that an earlier start began and did not live to end.
    private async Task ShowFirstBackupAsync(TenantOverview overview, CancellationToken cancellationToken)
    {
        Console.WriteLine(Texts.Get("FirstBackup", overview.Profile.Name));
        if (await FirstBackupAsync() is not { } id) return;
        var shown = new HashSet<string>();
        while (await grains.Tenant(Tenant).FindBackup(id) is { IsOpen: true })
        {
            ShowDone(await grains.Backup(Tenant, id).GetProgress(), shown);
            await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken);
        }

        var ended = await grains.Tenant(Tenant).FindBackup(id);
        if (ended?.Publication is not { } publication)
        {
            Console.WriteLine(Texts.Get("FirstBackupFailed", ended?.Fault?.Detail ?? ""));
            return;
        }
        ShowDone(await grains.Backup(Tenant, id).GetProgress(), shown);
        Console.WriteLine(Texts.Get("BackupReady", publication.Records, publication.Modules, publication.SnapshotAt.ToString("u", CultureInfo.InvariantCulture)));
        foreach (var file in publication.Files)
            Console.WriteLine($"  {Path.Combine(data.Archives, ArchiveKey.Published(Tenant, id, publication.Epoch, file.Name).ToString())}  {Texts.Size(file.Size)}");
    }

    private async Task<BackupId?> FirstBackupAsync() => await grains.Tenant(Tenant).RequestBackup(Actor.Granary, BackupOrigin.FirstStart, time.GetUtcNow()) switch
    {
        BackupAnswer.Accepted accepted => accepted.Id,
        BackupAnswer.AlreadyRunning running => running.Id,
        _ => null,
    };

    private static void ShowDone(BackupProgress progress, HashSet<string> shown)
    {
        foreach (var module in progress.Modules.Where(module => module.State is ModuleState.Done && shown.Add(module.Name)))
            Console.WriteLine($"  {progress.Fraction,4:P0}  {Texts.Get("ModuleDone", module.IsAttachments ? Texts.Get("Attachments") : module.Name, module.Records)}");
    }
}
