using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Granary.Adapters.Tests.Objects;

/// <summary>Stands between a store and its user, passes everything on, and makes the trouble that a test asks for.</summary>
internal sealed class TroubledProxy : IAsyncDisposable
{
    private static readonly HashSet<string> OfOneConnection = new(["Connection", "Keep-Alive", "Transfer-Encoding", "Expect"], StringComparer.OrdinalIgnoreCase);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly Uri target;
    private readonly Func<string, IReadOnlySet<string>, Verb> verbOf;
    private readonly ConcurrentDictionary<Verb, int> counts = [];
    private WebApplication app = null!;
    private readonly ConcurrentQueue<Verb> troubled = [];
    private int requests;
    private long bytesRead;
    private Func<Verb, int, int, Trouble?> plan = (_, _, _) => null;

    private TroubledProxy(Uri target, Func<string, IReadOnlySet<string>, Verb> verbOf)
    {
        this.target = target;
        this.verbOf = verbOf;
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>The verb of each request that had trouble.</summary>
    public IReadOnlyCollection<Verb> Troubled => troubled;

    /// <summary>Bytes of content that were given to readers.</summary>
    public long BytesRead => bytesRead;

    public int Requests => requests;

    public static async Task<TroubledProxy> StartAsync(Uri target, Func<string, IReadOnlySet<string>, Verb> verbOf)
    {
        var proxy = new TroubledProxy(target, verbOf);
        (proxy.app, proxy.Address) = await LocalServer.StartAsync(proxy.HandleAsync);
        return proxy;
    }

    /// <summary>Forgets what was, and makes this trouble from now on.</summary>
    /// <param name="trouble">Told a verb and the how-manieth request of it this is, from 1.</param>
    public void Plan(Func<Verb, int, Trouble?> trouble) => Plan((verb, ofVerb, _) => trouble(verb, ofVerb));

    /// <inheritdoc cref="Plan(Func{Verb, int, Trouble?})"/>
    /// <param name="trouble">Told besides the how-manieth of all requests it is.</param>
    public void Plan(Func<Verb, int, int, Trouble?> trouble)
    {
        (plan, requests, bytesRead) = (trouble, 0, 0);
        counts.Clear();
        troubled.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var query = context.Request.Query.SelectMany(pair => new[] { pair.Key, $"{pair.Key}={pair.Value}" }).ToHashSet();
        var verb = verbOf(context.Request.Method, query);
        var trouble = plan(verb, counts.AddOrUpdate(verb, 1, (_, count) => count + 1), Interlocked.Increment(ref requests));
        if (trouble is not null) troubled.Enqueue(verb);
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (await EndsAsync(context, trouble, Trouble.FailBefore, Trouble.BusyBefore, Trouble.TooManyBefore, Trouble.SilenceBefore, Trouble.ResetBefore)) return;
        if (trouble is Trouble.Damage && body.Length > 0) body.GetBuffer()[body.Length / 2] ^= 1;

        using var answer = await http.SendAsync(Forwarded(context.Request, body.ToArray()), HttpCompletionOption.ResponseHeadersRead);
        var content = await answer.Content.ReadAsByteArrayAsync();
        if (await EndsAsync(context, trouble, Trouble.FailAfter, Trouble.SilenceAfter, Trouble.ResetAfter)) return;

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
            if (!OfOneConnection.Contains(name)) context.Response.Headers[name] = values.ToArray();
        if (HttpMethods.IsHead(context.Request.Method)) return;
        context.Response.ContentLength = content.Length;
        if (verb is Verb.Read) Interlocked.Add(ref bytesRead, content.Length);
        if (trouble is Trouble.Truncation)
        {
            await context.Response.Body.WriteAsync(content.AsMemory(0, content.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }
        try
        {
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Whoever read has read enough.
        }
    }

    private static async Task<bool> EndsAsync(HttpContext context, Trouble? trouble, params Trouble[] here)
    {
        if (trouble is not { } some || !here.Contains(some)) return false;
        switch (some)
        {
            case Trouble.SilenceBefore or Trouble.SilenceAfter:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case Trouble.ResetBefore or Trouble.ResetAfter:
                context.Abort();
                break;
            default:
                context.Response.StatusCode = some switch { Trouble.BusyBefore => 503, Trouble.TooManyBefore => 429, _ => 500 };
                break;
        }
        return true;
    }

    private HttpRequestMessage Forwarded(HttpRequest request, byte[] body)
    {
        var path = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var forwarded = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(target, path)) { Content = new ByteArrayContent(body) };
        foreach (var (name, values) in request.Headers)
        {
            if (OfOneConnection.Contains(name) || name == HeaderNames.ContentLength) continue;
            if (!forwarded.Headers.TryAddWithoutValidation(name, values.ToArray())) forwarded.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
        }
        return forwarded;
    }
}
