namespace Granary.EndToEnd.Tests.Callers;

/// <summary>A generated request, and what is known of it.</summary>
/// <param name="HasCredential">It comes with one that is valid.</param>
/// <param name="IsOnRoute">Its path is one that the route of the endpoint takes, whatever it names.</param>
/// <param name="Foreign">What its answer may not have in it; null where the sender may see every tenant.</param>
internal sealed record FuzzRequest(Caller Sender, HttpRequestMessage Message, bool HasCredential, bool IsOnRoute, string? Foreign) : IDisposable
{
    public string Method => Message.Method.Method;

    public bool IsOfApi => Message.RequestUri!.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal);

    public Task<HttpResponseMessage> SendAsync() => Sender.SendAsync(Message);

    public void Dispose() => Message.Dispose();

    public override string ToString() =>
        $"{Message.Method} {Message.RequestUri} [{string.Join("; ", Message.Headers.NonValidated.Select(header => $"{header.Key}: {header.Value}"))}] {Message.Content?.ReadAsStringAsync().GetAwaiter().GetResult()}";
}
