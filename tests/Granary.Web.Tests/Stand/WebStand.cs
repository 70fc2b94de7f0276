using System.Net;
using System.Security.Cryptography;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;
using Granary.Grains;
using Granary.Testing;
using Granary.Web.Downloads;
using Granary.Web.Notifications;
using Granary.Web.SignIn;
using Granary.Web.Tests.Stand;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Streams;

[assembly: AssemblyFixture(typeof(WebStand))]

namespace Granary.Web.Tests.Stand;

/// <summary>The pages on a real Kestrel, with a silo whose grains follow a script.</summary>
public sealed class WebStand : IAsyncLifetime
{
    private const int SpareTenants = 600;

    private readonly WebApplication app;
    private int taken;

    public WebStand() : this(UnlimitedCalls())
    {
    }

    /// <summary>One that is set otherwise.</summary>
    internal WebStand(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = Builder("Testing", Users().Concat(settings).ToDictionary());
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseStaticWebAssets();
        builder.Host.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort.Next(), gatewayPort: 0)
            .GuardTenants()
            .AddMemoryStreams(TenantSignal.Provider)
            .AddMemoryGrainStorageAsDefault()
            .AddMemoryGrainStorage("PubSubStore"));
        // The guard comes from there, and what remembers sessions; the grains that the guard stands before are the scripted ones.
        builder.Services.PostConfigure<GrainTypeOptions>(options =>
        {
            foreach (var real in options.Classes.Where(grain => grain.Assembly == typeof(BackupOptions).Assembly && !grain.IsAssignableTo(typeof(IEndedSessionsGrain))).ToList()) options.Classes.Remove(real);
        });
        builder.Logging.AddProvider(Log);
        builder.Services.AddSingleton(Script);
        builder.Services.AddSingleton<IArchiveStore>(Store);
        builder.Services.AddSingleton<IFleet>(Fleet);
        builder.Services.AddSingleton<IPaymentProvider>(Payments);
        app = builder.Build();
        app.MapGranaryWeb();

        foreach (var tenant in new[] { new ScriptedTenant("eu/montblanc", "Europe/Paris", "FR"), new ScriptedTenant("us/lakeside", "America/Chicago", "US"), new ScriptedTenant("in/kiran", "Asia/Kolkata", "IN") })
            Script.Tenants[tenant.Profile.Id] = tenant;
    }

    public Script Script { get; } = new();

    public ScriptedStore Store { get; } = new();

    public ScriptedFleet Fleet { get; } = new();

    public ScriptedPayments Payments { get; } = new();

    public RecordedLog Log { get; } = new();

    public IGrainFactory Grains => app.Services.GetRequiredService<IGrainFactory>();

    internal ITenantSignals Signals => app.Services.GetRequiredService<ITenantSignals>();

    internal DownloadEndpoint Downloads(IArchiveLinks links) => ActivatorUtilities.CreateInstance<DownloadEndpoint>(app.Services, links);

    public IReadOnlyList<Endpoint> Endpoints => app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    public Uri Address { get; private set; } = null!;

    /// <summary>Without a server: what a host with this configuration comes to.</summary>
    public static WebApplicationBuilder Builder(string environment, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = environment,
            ApplicationName = typeof(WebStand).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddGranaryWeb(builder.Configuration);
        return builder;
    }

    public async ValueTask InitializeAsync()
    {
        await app.StartAsync();
        Address = new Uri(app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public Browser NewBrowser(string acceptLanguage = "en-US") => new(Address, acceptLanguage);

    public async Task<Browser> SignedInAsync(string user, string acceptLanguage = "en-US")
    {
        var browser = NewBrowser(acceptLanguage);
        (await browser.SignInAsync(user)).Dispose();
        return browser;
    }

    /// <summary>A program of a tenant that no other test uses.</summary>
    public ApiProgram NewProgram(string edition = Edition.Enterprise, params ApiScope[] scopes) => new(Address, TakeTenant(edition), scopes);

    /// <summary>A tenant that no other test uses; its administrator's id is its name.</summary>
    public ScriptedTenant TakeTenant(string edition = Edition.Enterprise)
    {
        var number = Interlocked.Increment(ref taken);
        if (number > SpareTenants) throw new InvalidOperationException($"The tests take more than {SpareTenants} tenants.");
        var name = $"spare-{number}";
        return Script.Tenants[TenantId.Parse($"eu/{name}")] = new ScriptedTenant($"eu/{name}", "Europe/Paris", "FR", edition);
    }

    /// <summary>How many listen to the stream of a tenant.</summary>
    public async Task<int> SubscriptionsAsync(TenantId tenant)
    {
        var provider = app.Services.GetRequiredKeyedService<IStreamProvider>(TenantSignal.Provider);
        return (await provider.GetStream<TenantSignal>(TenantSignal.StreamOf(tenant)).GetAllSubscriptionHandles()).Count;
    }

    /// <summary>A backup with one archive, a manifest and a signature, whose bytes are in the store.</summary>
    public PublishedBackup Publish(ScriptedTenant tenant, DateTimeOffset createdAt, params BackupWarning[] warnings)
    {
        const int epoch = 3;
        var id = tenant.Request(createdAt.AddMinutes(-5));
        var folder = ArchiveKey.Of(tenant.Profile.Id, id);
        var archive = RandomNumberGenerator.GetBytes(10_000);
        Store.Files[folder.Epoch(epoch) / "Data_001.zip"] = archive;
        Store.Files[folder / "manifest.json"] = "{}"u8.ToArray();
        Store.Files[folder.Epoch(epoch) / "manifest.sig"] = [1, 2, 3];

        var files = new[] { File("Data_001.zip", archive), File("manifest.json", "{}"u8.ToArray()), File("manifest.sig", [1, 2, 3]) };
        tenant.Tenant.Publish(id, new Publication(epoch, createdAt.AddMinutes(-4), createdAt, 13, 1204332, files, warnings, warnings.Length), tenant.Terms);
        return new PublishedBackup(tenant, id, epoch, archive, files[0].Sha256, createdAt);
    }

    private static ArchiveFile File(string name, byte[] content) => new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));

    // All tests come from one address.
    private static IEnumerable<KeyValuePair<string, string?>> UnlimitedCalls() => [new("Granary:Api:AddressRequestsPerMinute", "1000000")];

    private static IEnumerable<KeyValuePair<string, string?>> Users()
    {
        (string Id, string Name, string? Tenant, Profile Profile, string? Country)[] known =
        [
            ("sophia", "Sophia Isha", "eu/montblanc", Profile.Administrator, null),
            ("marc", "Marc Delorme", "eu/montblanc", Profile.User, null),
            ("grace", "Grace Miller", "us/lakeside", Profile.Administrator, null),
            ("tom", "Tom Reed", "us/lakeside", Profile.User, null),
            ("anjali", "Anjali Rao", "in/kiran", Profile.Administrator, null),
            ("vikram", "Vikram Shah", "in/kiran", Profile.User, null),
            ("olu", "Olu Ade", null, Profile.Operator, null),
            ("elsewhere", "Grace in France", "us/lakeside", Profile.Administrator, "FR"),
        ];
        var spare = Enumerable.Range(1, SpareTenants).Select(i => (Id: $"spare-{i}", Name: $"Admin of spare {i}", Tenant: (string?)$"eu/spare-{i}", Profile: Profile.Administrator, Country: (string?)null));

        yield return new("Granary:Demo:Enabled", "true");
        foreach (var (index, user) in known.Concat(spare).Index())
        {
            yield return new($"Granary:Demo:Users:{index}:Id", user.Id);
            yield return new($"Granary:Demo:Users:{index}:Name", user.Name);
            yield return new($"Granary:Demo:Users:{index}:Tenant", user.Tenant);
            yield return new($"Granary:Demo:Users:{index}:Profile", user.Profile.ToString());
            yield return new($"Granary:Demo:Users:{index}:Country", user.Country);
        }
    }
}
