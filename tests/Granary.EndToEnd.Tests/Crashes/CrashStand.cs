using System.Collections.Concurrent;
using System.Globalization;
using Granary.Contracts;
using Granary.CrashPoints;
using Granary.Domain.Backups;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;
using Granary.EndToEnd.Tests.Cluster;
using Granary.EndToEnd.Tests.Stories;
using Granary.Testing;
using Granary.Testing.Cluster;
using Granary.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Granary.EndToEnd.Tests.Crashes;

/// <summary>
/// A cluster of silos that tell of every durable step, tenants with small CRMs, and somebody who asks for backups. A silo that ends is
/// replaced at once. What came of it all is judged by <c>check.py</c>, which knows neither Granary's code nor that of the tests.
/// </summary>
internal sealed class CrashStand : IAsyncDisposable
{
    /// <summary>More than whatever waits for its turn, a death to be noticed, a reminder to ring or the next sweep takes on a slow machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(7);

    /// <summary>The setting that says how long a backup that was interrupted is watched after its end. Not at all, unless a test says otherwise.</summary>
    public const string TidyAgainAfter = "Granary__Backups__TidyAgainAfter";

    // Whoever gets no answer for so long asks again.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    // So many log entries that those of one backup make the older half move to the table.
    private const int LoggedBefore = ActivityLog.Bound - 2;

    private readonly TemporaryDirectory directory = new();
    private readonly string[] tenants;
    private readonly ConcurrentBag<string> deaths = [];
    private readonly CancellationTokenSource ending = new();
    private PointListener? listener;
    private IHost? client;
    private NpgsqlDataSource? database;
    private Task replacing = Task.CompletedTask;
    private volatile GranaryServer? restarting;
    private int days;

    private CrashStand(int tenants) => this.tenants = [.. Enumerable.Range(1, tenants).Select(number => string.Create(CultureInfo.InvariantCulture, $"t{number:0000}"))];

    public ProcessCluster Cluster { get; private set; } = null!;

    public IReadOnlyList<string> Tenants => tenants;

    /// <summary>The data directory that the silos share.</summary>
    public string Data => directory.At("data");

    /// <summary>Asked at every point: may it go on? At first everything may.</summary>
    public Func<Reached, Task<bool>> MayGoOn { get; set; } = _ => Task.FromResult(true);

    /// <summary>Every silo that died so far, and what it said last.</summary>
    public IReadOnlyCollection<string> Deaths => deaths;

    /// <param name="hasPoints">With false silos are as anybody's, and tell nothing.</param>
    /// <param name="environment">What silos are told besides.</param>
    /// <param name="prepare">What is to be done before the first of them starts.</param>
    /// <param name="network">Where silos are; null for that of the machine.</param>
    public static async Task<CrashStand> StartAsync(
        int tenants, PostgresServer? server = null, int silos = 3, bool hasWeb = false, bool hasPoints = true, IReadOnlyDictionary<string, string>? environment = null, Action<CrashStand>? prepare = null,
        SiloNetwork? network = null)
    {
        var stand = new CrashStand(tenants);
        try
        {
            await stand.PrepareAsync();
            prepare?.Invoke(stand);
            stand.Cluster = await ProcessCluster.StartAsync(
                server ?? await PostgresServer.SharedAsync(), stand.Data, stand.directory.At("settings.json"), silos, hasWeb,
                hasPoints ? stand.Pointed(environment) : environment, network);
            stand.database = NpgsqlDataSource.Create(stand.Cluster.Database.ConnectionString);
            await stand.ConnectAsync();
            await stand.LogAsync();
            stand.replacing = stand.ReplaceAsync(stand.ending.Token);
            return stand;
        }
        catch
        {
            await stand.DisposeAsync();
            throw;
        }
    }

    /// <summary>"Download now", until it is recorded, whatever happens to the silo that is asked.</summary>
    public async Task RequestAsync(string tenant)
    {
        Task? asked = null;
        // Whoever asks again means the same backup.
        var at = TimeProvider.System.GetUtcNow().AddDays(days);
        await UntilAsync(async () =>
        {
            Assert.False(asked is { IsCanceled: true }, "Nobody has cancelled it.");
            if (asked is null or { IsFaulted: true }) asked = Grain(tenant).RequestBackup(Ada, BackupOrigin.OnDemand, at).WaitAsync(Grace);
            return asked.IsCompletedSuccessfully || await IsAsync(tenant, "jsonb_array_length(state->'Backups') > 0");
        }, $"a recorded backup of {tenant}", () => RefusalAsync(tenant, asked));
    }

    /// <summary>What a page asks for.</summary>
    public Task LookAsync(string tenant) => Grain(tenant).GetOverview();

    /// <summary>Lets a backup that is ready expire, and has the tenant look what there is to do; once, so that what remains is for the reminder.</summary>
    public async Task ExpireAsync(string tenant)
    {
        // A death before this is none of its business: what is not told now waits for the reminder.
        await UntilAsync(() => IsAnsweredAsync(Grain(tenant).GetOverview()), $"an answer of {tenant}");
        await File.WriteAllTextAsync(directory.At("clock.new"), (days += 8).ToString(CultureInfo.InvariantCulture));
        File.Move(directory.At("clock.new"), directory.At("clock"), overwrite: true);
        // Orleans keeps its clock: what it was to ring within these days is due for it as well.
        await Cluster.Database.ExecuteAsync($"UPDATE OrleansRemindersTable SET StartTime = StartTime - interval '8 days' WHERE GrainId = 'tenant/eu/{tenant}'");
        await IsAnsweredAsync(Grain(tenant).StopSchedule(Ada));
        await UntilAsync(() => IsAsync(tenant, "NOT jsonb_path_exists(state, '$.Backups[*] ? (exists(@.Publication) && !exists(@.DeletedAt))')"), $"the files of {tenant} to be deleted");
    }

    /// <summary>Until the tenant's backups have ended and Granary takes them for settled.</summary>
    public Task RestAsync(string tenant) => UntilAsync(() => IsAtRestAsync(tenant), $"the end of the backup of {tenant}", () => StandingAsync(tenant));

    /// <summary>Until the tenant's newest backup is ready.</summary>
    public Task ReadyAsync(string tenant) => UntilAsync(async () => await StateAsync(tenant) == "Ready", $"a backup of {tenant} that is ready");

    public Task<bool> IsAtRestAsync(string tenant) => IsAsync(tenant, $"""
        jsonb_array_length(state->'Backups') > 0 AND jsonb_array_length(state->'Outbox') = 0
        AND NOT jsonb_path_exists(state, '$.Backups[*] ? (@.State == "Queued" || @.State == "InProgress")')
        AND NOT EXISTS (SELECT 1 FROM OpenBackups WHERE Tenant = '{tenant}')
        """);

    /// <summary>How the tenant's newest backup stands.</summary>
    public async Task<string?> StateAsync(string tenant) => await AskAsync(tenant, "state->'Backups'->-1->>'State'") as string;

    /// <summary>How many backups the tenant has.</summary>
    public async Task<int> BackupsAsync(string tenant) => (int)(await AskAsync(tenant, "jsonb_array_length(state->'Backups')"))!;

    /// <summary>Stops a silo (SIGTERM) and puts another in its place, which is on its way then.</summary>
    /// <returns>With what code it ended.</returns>
    public async Task<int> RestartAsync(GranaryServer silo)
    {
        restarting = silo;
        Assert.True(Cluster.Silos.Contains(silo), $"It has died already.\n{string.Join('\n', deaths)}");
        var code = await silo.StopAsync();
        await Cluster.ReplaceAsync(silo);
        restarting = null;
        return code;
    }

    /// <summary>Has the checker judge what is there. Everything has to be at rest.</summary>
    public async Task CheckAsync(IEnumerable<string> of)
    {
        var checker = Shell.Run("python3", RepositoryRoot.At("tests", "Granary.EndToEnd.Tests", "Crashes"),
            new Dictionary<string, string>(Cluster.Database.Environment) { ["PYTHONDONTWRITEBYTECODE"] = "1" },
            ["check.py", Data, directory.Path, directory.At("mails"), .. of]);
        Assert.True(checker.ExitCode == 0, $"{checker.Output}\n{checker.Error}\n{string.Join('\n', deaths)}\n{string.Join('\n', Cluster.Silos.Select(LastWords))}");
        await Console.Out.WriteLineAsync(checker.Output.TrimEnd());
    }

    /// <param name="why">What else to say when it does not come.</param>
    public static async Task UntilAsync(Func<Task<bool>> isThere, string what, Func<Task<string>>? why = null)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await isThere())
        {
            if (TimeProvider.System.GetElapsedTime(since) > Patience) Assert.Fail($"It did not come within {Patience}: {what}. {(why is null ? "" : await why())}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await replacing;
        if (client is not null) await client.StopAsync();
        client?.Dispose();
        if (database is not null) await database.DisposeAsync();
        MayGoOn = _ => Task.FromResult(true);
        if (Cluster is not null) await Cluster.DisposeAsync();
        if (listener is not null) await listener.DisposeAsync();
        ending.Dispose();
        directory.Dispose();
    }

    private static Actor Ada { get; } = new(ActorKind.Person, "ada", "Ada");

    private static string LastWords(GranaryServer silo) => $"{silo.ProcessId}: {string.Join('\n', silo.Output.Split('\n').TakeLast(30))}";

    private ITenantGrain Grain(string tenant) => client!.Services.GetRequiredService<IGrainFactory>().Tenant(new TenantId("eu", tenant));

    // Not where its silo dies meanwhile.
    private static async Task<bool> IsAnsweredAsync(Task call)
    {
        try
        {
            await call.WaitAsync(Grace);
            return true;
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            return false;
        }
    }

    private async Task<bool> IsAsync(string tenant, string condition)
    {
        try
        {
            return await AskAsync(tenant, condition) is true;
        }
        catch (NpgsqlException)
        {
            // A test may stop the server.
            return false;
        }
    }

    private async Task<object?> AskAsync(string tenant, string what)
    {
        await using var command = database!.CreateCommand(
            $"SELECT {what} FROM (SELECT convert_from(PayloadBinary, 'UTF8')::jsonb AS state FROM OrleansStorage WHERE GrainTypeString = 'tenant' AND GrainIdExtensionString = 'eu/{tenant}') t");
        return await command.ExecuteScalarAsync();
    }

    // What may keep it from being recorded.
    private async Task<string> RefusalAsync(string tenant, Task? asked) => $"""
        Last answer: {asked?.Exception?.GetBaseException()};
        sessions of the database: {string.Join("; ", await Cluster.Database.QueryAsync<string>("SELECT concat_ws(' ', pid, state, wait_event_type, wait_event, xact_start, left(query, 80)) FROM pg_stat_activity WHERE xact_start IS NOT NULL"))};
        silos: {string.Join('\n', Cluster.Silos.Select(silo => string.Join('\n', silo.Output.Split('\n').Where(line => line.Contains(tenant, StringComparison.Ordinal)).TakeLast(10).Append(LastWords(silo)))))}
        """;

    // What may keep it from being at rest.
    private async Task<string> StandingAsync(string tenant) => $"""
        Backups: {await AskAsync(tenant, "(state->'Backups')::text")}; mails: {await AskAsync(tenant, "jsonb_array_length(state->'Outbox')")};
        open: {string.Join(", ", await Cluster.Database.QueryAsync<long>($"SELECT Backup FROM OpenBackups WHERE Tenant = '{tenant}'"))};
        reminder: {string.Join(", ", await Cluster.Database.QueryAsync<DateTime>($"SELECT StartTime FROM OrleansRemindersTable WHERE GrainId = 'tenant/eu/{tenant}'"))}
        """;

    private Dictionary<string, string> Pointed(IReadOnlyDictionary<string, string>? environment) =>
        new(environment ?? new Dictionary<string, string> { [TidyAgainAfter] = "00:00:00" })
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(CrashPoint).Assembly.Location,
            [CrashPoint.Variable] = directory.At("points"),
            [MovedClock.Variable] = directory.At("clock"),
            [NotedMails.Variable] = directory.At("mails"),
            // The reminder is the last to bring about what was promised: it does not keep a test waiting.
            ["Granary__Schedule__RetryEvery"] = "00:01:00",
        };

    private async Task PrepareAsync()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(directory.At("clock"), "0");
        Directory.CreateDirectory(directory.At("mails"));
        await File.WriteAllTextAsync(directory.At("settings.json"), StorySettings.Of(directory, tenants.Select(tenant => (tenant, Edition.Ultimate))));
        var template = new CrmFile(directory.At("template.db")).WithContacts();
        foreach (var tenant in tenants) File.Copy(template.Path, directory.At($"{tenant}.sqlite"));
        listener = new PointListener(directory.At("points"), reached => MayGoOn(reached));
    }

    private async Task ConnectAsync()
    {
        client = Cluster.Client(services => services.AddSingleton<IOutgoingGrainCallFilter, SaysWhoseGrain>());
        await client.StartAsync();
    }

    // The log of the first tenant is made by deeds, those of the others are like it.
    private async Task LogAsync()
    {
        var first = Grain(tenants[0]);
        await first.See(new Person(Ada.Id, Ada.Name, "ada@example.com", "en"), isAdministrator: true);
        for (var i = 0; i < LoggedBefore; i++) await first.SetUnits(Ada, 0);
        await Cluster.Database.ExecuteAsync($"""
            INSERT INTO OrleansStorage (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, Version)
            SELECT GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, 'eu/' || other, ServiceId, PayloadBinary, Version
            FROM OrleansStorage, unnest(ARRAY['{string.Join("','", tenants.Skip(1))}']) other WHERE GrainTypeString = 'tenant' AND GrainIdExtensionString = 'eu/{tenants[0]}'
            """);
    }

    private async Task ReplaceAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            foreach (var ended in Cluster.Silos.Where(silo => silo.HasExited && silo != restarting).ToList())
            {
                deaths.Add(LastWords(ended));
                await Cluster.ReplaceAsync(ended);
            }
            await Task.WhenAny(Task.Delay(50, cancellationToken));
        }
    }
}
