using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Granary.Adapters.Tests.Payments;

/// <summary>Stripe's interface over a <see cref="StripeAccount"/>, on this machine: keys, idempotency, pages of lists, expansions and errors are as Stripe has them.</summary>
internal sealed class StripeStand : IAsyncDisposable
{
    public const string ApiKey = "sk_test_stand";

    // Stripe's is 100; so few make the adapter turn pages.
    private const int PageSize = 2;

    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Asked, string Answer)> answered = [];

    private StripeStand()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(HandleAsync);
    }

    public StripeAccount Account { get; } = new();

    /// <summary>The statuses that the next requests are answered with, before anything is done about them; 0 for one that is done, and whose answer is lost.</summary>
    public ConcurrentQueue<int> Faults { get; } = [];

    /// <summary>Method, path and form of each request.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Of each request that asks for something to be done.</summary>
    public ConcurrentQueue<string> IdempotencyKeys { get; } = [];

    public string Address => app.Urls.Single();

    public static async Task<StripeStand> StartAsync()
    {
        var stand = new StripeStand();
        await stand.app.StartAsync(TestContext.Current.CancellationToken);
        return stand;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task HandleAsync(HttpContext http)
    {
        var form = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString()) : [];
        foreach (var (name, value) in http.Request.Query) form[name] = value.ToString();
        var fault = Faults.TryDequeue(out var status) ? status : (int?)null;
        try
        {
            if (fault > 0) throw new StandError(fault.Value, "", "Something went wrong.");
            var answer = Answer(http.Request, form);
            if (fault == 0) http.Abort();
            else await SendAsync(http, 200, answer);
        }
        catch (StandError error)
        {
            var type = error.Code == "idempotency" ? "idempotency_error" : error.Status >= 500 ? "api_error" : "invalid_request_error";
            await SendAsync(http, error.Status, new JsonObject { ["error"] = new JsonObject { ["type"] = type, ["code"] = error.Code, ["message"] = error.Message } }.ToJsonString());
        }
    }

    private string Answer(HttpRequest request, Dictionary<string, string> form)
    {
        lock (gate)
        {
            var asked = $"{request.Method} {request.Path} {string.Join('&', form.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"))}";
            Asked.Enqueue(asked);
            if (request.Headers.Authorization != $"Bearer {ApiKey}") throw new StandError(401, "", "Invalid API Key provided.");
            var key = request.Headers["Idempotency-Key"].ToString();
            if (request.Method != "POST" || key.Length == 0) return Do(request, form);

            IdempotencyKeys.Enqueue(key);
            if (answered.TryGetValue(key, out var known))
                return known.Asked == asked ? known.Answer : throw new StandError(400, "idempotency", "Keys for idempotent requests can only be used with the same parameters they were first used with.");
            answered[key] = (asked, Do(request, form));
            return answered[key].Answer;
        }
    }

    private string Do(HttpRequest request, Dictionary<string, string> form)
    {
        var expand = Take(form, "expand");
        var answer = (request.Method, request.Path.Value!.Split('/')[2..]) switch
        {
            ("POST", ["checkout", "sessions"]) => Account.Begin(form),
            ("GET", ["checkout", "sessions", var id]) => Account[id],
            ("POST", ["checkout", "sessions", var id, "expire"]) => Account.Expire(id),
            ("POST", ["subscriptions", var id]) => Account.Update(id, form),
            ("GET", ["payment_intents", var id]) => Account[id],
            ("GET", ["payment_intents"]) => Page(request, form, Account.All("payment_intent").Where(Has(form, "customer"))),
            ("GET", ["refunds"]) => Page(request, form, Account.All("refund").Where(Has(form, "charge"))),
            ("GET", ["disputes"]) => Page(request, form, Account.All("dispute").Where(Has(form, "charge"))),
            ("GET", ["invoices"]) => Page(request, form, Account.All("invoice").Where(invoice =>
                (string?)invoice["parent"]!["subscription_details"]!["subscription"] == form["subscription"])),
            ("GET", ["invoice_payments"]) => Page(request, form, Account.All("invoice_payment").Where(payment =>
                form["payment[type]"] == "payment_intent" && (string?)payment["payment"]!["payment_intent"] == form["payment[payment_intent]"])),
            _ => throw new StandError(404, "", $"Unrecognized request URL ({request.Method}: {request.Path})."),
        };
        var copy = answer.DeepClone();
        foreach (var path in expand) Expand(copy, path.Split('.'));
        if (!expand.Contains("data.payments")) Remove(copy, "payments");
        return copy.ToJsonString();
    }

    private static Func<JsonObject, bool> Has(Dictionary<string, string> form, string name) => one => StripeAccount.Text(one, name) == form[name];

    private static JsonObject Page(HttpRequest request, Dictionary<string, string> form, IEnumerable<JsonObject> all)
    {
        var rest = form.TryGetValue("starting_after", out var after) ? all.SkipWhile(one => StripeAccount.Id(one) != after).Skip(1).ToList() : all.ToList();
        return StripeAccount.List(request.Path.Value!, rest.Take(PageSize), rest.Count > PageSize);
    }

    private static List<string> Take(Dictionary<string, string> form, string name)
    {
        var taken = form.Where(field => field.Key.StartsWith($"{name}[", StringComparison.Ordinal)).ToList();
        foreach (var field in taken) form.Remove(field.Key);
        return [.. taken.Select(field => field.Value)];
    }

    private void Expand(JsonNode node, string[] path)
    {
        if (path is not [var name, .. var rest]) return;
        if (node is JsonArray list)
        {
            foreach (var one in list) Expand(one!, path);
            return;
        }
        if (node[name] is JsonValue id) node[name] = Account[(string)id!].DeepClone();
        if (node[name] is { } found) Expand(found, rest);
    }

    private static void Remove(JsonNode node, string name)
    {
        node.AsObject().Remove(name);
        if (node["data"] is JsonArray list)
            foreach (var one in list) one!.AsObject().Remove(name);
    }

    private async Task SendAsync(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers.Date = Account.Now.ToString("R", CultureInfo.InvariantCulture);
        await http.Response.WriteAsync(body);
    }
}
