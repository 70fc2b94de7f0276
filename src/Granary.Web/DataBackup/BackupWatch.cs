using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Caching.Memory;

namespace Granary.Web.DataBackup;

/// <summary>
/// Keeps the view of one tenant up to date for one page: often while a backup is open, now and then otherwise, so that a
/// backup started elsewhere is noticed. When the grains do not answer it keeps what it has, and says so.
/// </summary>
internal sealed partial class BackupWatch : IAsyncDisposable
{
    public const int LogPageSize = 20;
    public static readonly TimeSpan WhileOpen = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Otherwise = TimeSpan.FromSeconds(10);

    private readonly IGrainFactory grains;
    private readonly TenantId tenant;
    private readonly IMemoryCache recent;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly PeriodicTimer timer;
    private readonly SemaphoreSlim oneAtATime = new(1);
    private Task watching = Task.CompletedTask;
    private bool isDisposed;

    public BackupWatch(IGrainFactory grains, TenantId tenant, IMemoryCache recent, TimeProvider time, ILogger logger)
    {
        this.grains = grains;
        this.tenant = tenant;
        this.recent = recent;
        this.time = time;
        this.logger = logger;
        View = recent.Get<BackupView>(Remembered);
        timer = new PeriodicTimer(Otherwise, time);
    }

    /// <summary>
    /// Null until the grains have answered once. A page is made twice, first as HTML and then for the circuit: the second
    /// begins with what the first one showed, so that nothing flickers.
    /// </summary>
    public BackupView? View { get; private set; }

    /// <summary>Why the last refresh failed; null when it did not.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>From 1.</summary>
    public int LogPage { get; private set; } = 1;

    public LogFilter LogFilter { get; private set; } = LogFilter.All;

    private (Type, TenantId) Remembered => (typeof(BackupView), tenant);

    /// <summary>Goes on until the watch is disposed of.</summary>
    public void Start(Func<Task> refreshed) => watching = WatchAsync(refreshed);

    /// <summary>After the one that is under way, if there is one.</summary>
    public async Task RefreshAsync()
    {
        await oneAtATime.WaitAsync();
        try
        {
            View = await LoadAsync();
            Failure = null;
            if (LogPage == 1 && LogFilter == LogFilter.All) recent.Set(Remembered, View, Otherwise);
        }
        // Whatever it is, the next refresh may succeed: the page stays, and tells what it knows.
        catch (Exception exception)
        {
            LogStale(tenant, exception);
            Failure = exception;
        }
        finally
        {
            SetPace();
            oneAtATime.Release();
        }
    }

    public Task TurnLogAsync(int page)
    {
        LogPage = page;
        return RefreshAsync();
    }

    public Task FilterLogAsync(LogFilter filter)
    {
        LogFilter = filter;
        return TurnLogAsync(1);
    }

    /// <summary>Changes nothing.</summary>
    public Task<SchedulePreview> PreviewAsync(Recurrence recurrence) => grains.Tenant(tenant).PreviewSchedule(recurrence, from: null);

    public Task<BackupAnswer> RequestBackupAsync(Actor actor) => AskAsync(grain => grain.RequestBackup(actor, BackupOrigin.OnDemand, time.GetUtcNow()));

    /// <param name="from">The first day that is paid for, where today is not; null for today.</param>
    public Task<ScheduleAnswer> SaveScheduleAsync(Actor actor, Recurrence recurrence, DateOnly? from) =>
        AskAsync(grain => grain.SaveSchedule(actor, recurrence, from));

    public Task<StopAnswer> StopScheduleAsync(Actor actor) => AskAsync(grain => grain.StopSchedule(actor));

    public Task SetTextModeAsync(Actor actor, TextMode textMode) => AskAsync(async grain =>
    {
        await grain.SetTextMode(actor, textMode);
        return textMode;
    });

    public async ValueTask DisposeAsync()
    {
        isDisposed = true;
        timer.Dispose();
        await watching;
    }

    private async Task WatchAsync(Func<Task> refreshed)
    {
        while (await timer.WaitForNextTickAsync())
        {
            await RefreshAsync();
            await refreshed();
        }
    }

    // What was decided is shown at once, not at the next look.
    private async Task<T> AskAsync<T>(Func<ITenantGrain, Task<T>> ask)
    {
        var answer = await ask(grains.Tenant(tenant));
        await RefreshAsync();
        return answer;
    }

    private async Task<BackupView> LoadAsync()
    {
        var grain = grains.Tenant(tenant);
        var overview = await grain.GetOverview();
        var progress = overview.Open is { } open ? await grains.Backup(tenant, open.Id).GetProgress() : null;
        var outlook = overview.Schedule is { } schedule ? await grain.PreviewSchedule(schedule.Recurrence, from: null) : null;
        return new BackupView(overview, progress, outlook, await grain.GetLog(LogPage, LogPageSize, LogFilter));
    }

    private void SetPace()
    {
        var pace = View?.Overview.Open is null ? Otherwise : WhileOpen;
        if (!isDisposed && timer.Period != pace) timer.Period = pace;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The page of {Tenant} could not be brought up to date")]
    private partial void LogStale(TenantId tenant, Exception exception);
}
