using System.Collections.Concurrent;
using Granary.Contracts;
using Granary.Domain.Purchases;
using Granary.Domain.Tenants;
using Granary.Testing.Cluster;

namespace Granary.Grains.Tests.Market;

/// <summary>Brings the provider's messages late, in any order, as often as there are copies of them, and again where nobody took them.</summary>
internal sealed class Postman(TestCluster cluster, int seed)
{
    private readonly ConcurrentQueue<(TenantId Tenant, OrderNumber Order)> bag = [];

    public void Take(TenantId tenant, OrderNumber order, int copies)
    {
        for (var copy = 0; copy < copies; copy++) bag.Enqueue((tenant, order));
    }

    /// <summary>Brings what there is, in no order, several at a time.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> BringAsync()
    {
        var messages = new List<(TenantId Tenant, OrderNumber Order)>();
        while (bag.TryDequeue(out var message)) messages.Add(message);
        var shuffled = messages.ToArray();
        new Random(seed).Shuffle(shuffled);
        await Parallel.ForEachAsync(shuffled, new ParallelOptions { MaxDegreeOfParallelism = 6 },
            async (message, _) => await Buyer.AskAsync(() => cluster.Grains.Purchases(message.Tenant).CheckOrder(message.Order)));
        return shuffled.Length;
    }
}
