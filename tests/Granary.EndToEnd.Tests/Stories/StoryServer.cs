using System.Collections.Concurrent;
using System.Globalization;
using Granary.Domain.Quotas;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Stories;

/// <summary>The program with a CRM of many tenants, so that no story disturbs another.</summary>
public sealed class StoryServer : IAsyncLifetime
{
    private const int TenantsOfEach = 20;
    private static readonly string[] Editions = [Edition.Free, Edition.Enterprise, Edition.Ultimate];

    private readonly TemporaryDirectory directory = new();
    private readonly ConcurrentDictionary<string, int> taken = [];
    private GranaryServer? server;

    public Uri Address => server!.Address;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(directory.At("settings.json"), StorySettings.Of(directory,
            Editions.SelectMany(edition => Enumerable.Range(1, TenantsOfEach).Select(number => (NameOf(edition, number), edition)))));
        await StartAsync();
    }

    /// <summary>A tenant that no other story uses, in Paris, with an empty CRM.</summary>
    public StoryTenant Take(string edition)
    {
        var number = taken.AddOrUpdate(edition, 1, (_, last) => last + 1);
        if (number > TenantsOfEach) throw new InvalidOperationException($"The stories take more than {TenantsOfEach} tenants of the edition {edition}.");
        var name = NameOf(edition, number);
        return new StoryTenant(name, new CrmFile(directory.At($"{name}.sqlite")));
    }

    /// <summary>It comes back at another address, with everything it has kept.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await StopAsync();
        directory.Dispose();
    }

    private Task StartAsync()
    {
        server = GranaryServer.Start(directory.At("data"), directory.At("settings.json"));
        return server.ReadyAsync();
    }

    private async Task StopAsync()
    {
        Assert.Equal(0, await server!.StopAsync());
        await server.DisposeAsync();
    }

    private static string NameOf(string edition, int number) => string.Create(CultureInfo.InvariantCulture, $"{edition.ToLowerInvariant()}-{number:00}");
}
