using Granary.Domain.Ports;

namespace Granary.Web.Tests.Stand;

/// <summary>Gives a link to every file that the store has.</summary>
internal sealed class ScriptedLinks(ScriptedStore store) : IArchiveLinks
{
    public bool IsOn { get; init; } = true;

    public Task<Uri?> LinkAsync(ArchiveKey key, string savedAs, string contentType, CancellationToken cancellationToken)
    {
        if (store.OutOfReach.ContainsKey(key)) throw new TransientException("out of reach");
        return Task.FromResult(store.Files.ContainsKey(key) ? new Uri($"https://store.example.com/{key}?as={Uri.EscapeDataString(savedAs)}&type={Uri.EscapeDataString(contentType)}&signature=s") : null);
    }
}
