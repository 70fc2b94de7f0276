using System.Globalization;
using System.Net;
using System.Text;
using Granary.Testing;

namespace Granary.EndToEnd.Tests.Callers;

/// <summary>
/// Everything that the program answers, tried by everybody over HTTP: on what Alpha has, on what Beta has, and on what nobody has. The table that
/// they have to make is <c>matrix.md</c> beside this file; an endpoint that is added has no row in it, and fails.
/// </summary>
[Collection(CallerCollection.Name)]
public sealed class MatrixTests(TwoTenants tenants)
{
    private const string Missing = "7";
    private static readonly string File = RepositoryRoot.At("tests", "Granary.EndToEnd.Tests", "Callers", "matrix.md");
    private static readonly string[] Owned = ["id", "number", "Number", "region", "zgid"];

    // What is tried is who gets in, not what it does: a body where nothing comes of it, and else one that is refused.
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["PUT /api/v1/tenants/{region}/{name}/units"] = """{"count":3}""",
        ["PUT /api/v1/tenants/{region}/{name}/subscription"] = """{"start":"2026-01-01T00:00:00Z","end":"2026-01-02T00:00:00Z"}""",
        ["POST /api/v1/notifications/read"] = """{"through":0}""",
        ["POST /crm/bulk/v8/backup"] = "{",
    };

    private enum Whose
    {
        Own,
        Other,
        Nobodys,
    }

    [Fact]
    public async Task Everybody_gets_what_the_table_says()
    {
        using var pages = await PageCallersAsync();
        using var programs = await ApiCallersAsync();
        var endpoints = ServedEndpoints.Find();

        var made = new StringBuilder();
        await AddTableAsync(made, pages, endpoints.Where(endpoint => !endpoint.IsOfApi));
        await AddTableAsync(made, programs, endpoints.Where(endpoint => endpoint.IsOfApi));

        if (Environment.GetEnvironmentVariable("GRANARY_MATRIX") is { Length: > 0 } copy) await System.IO.File.WriteAllTextAsync(copy, made.ToString(), TestContext.Current.CancellationToken);
        var expected = await System.IO.File.ReadAllLinesAsync(File, TestContext.Current.CancellationToken);
        Assert.Equal(string.Join('\n', expected.Where(line => line.StartsWith('|'))), string.Join('\n', made.ToString().Split('\n').Where(line => line.StartsWith('|'))));
    }

    private async Task AddTableAsync(StringBuilder table, Callers callers, IEnumerable<ServedEndpoint> endpoints)
    {
        table.Append("| ").Append(string.Join(" | ", callers.All.Select(caller => caller.Name).Prepend("endpoint"))).Append(" |\n");
        table.Append('|').Insert(table.Length, "---|", callers.All.Count + 1).Append('\n');
        foreach (var endpoint in endpoints)
        {
            var cells = new List<string> { $"`{endpoint}`" };
            foreach (var (_, caller) in callers.All) cells.Add(await CellAsync(endpoint, caller(endpoint)));
            table.Append("| ").Append(string.Join(" | ", cells)).Append(" |\n");
        }
    }

    private async Task<string> CellAsync(ServedEndpoint endpoint, Caller caller)
    {
        var statuses = new List<string>();
        foreach (var whose in endpoint.Parameters.Any(Owned.Contains) ? Enum.GetValues<Whose>() : [Whose.Own]) statuses.Add(await TryAsync(endpoint, caller, whose));
        return statuses.Distinct().Count() == 1 ? statuses[0] : string.Join(", ", statuses);
    }

    private async Task<string> TryAsync(ServedEndpoint endpoint, Caller caller, Whose whose)
    {
        var things = whose is Whose.Nobodys ? new OwnThings(Missing, Missing, "Data_001.zip", Missing, Missing, "") : tenants.ThingsOf(TenantOf(whose));
        // Revoked by whoever may: nobody else may need it.
        if (endpoint.Route.EndsWith("/tokens/{id}", StringComparison.Ordinal) && whose is not Whose.Nobodys) things = things with { Token = (await tenants.TokenAsync(TenantOf(whose))).Id };
        using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), endpoint.At(parameter => ValueOf(endpoint, parameter, things, whose)));
        if (endpoint is { IsOfApi: true, Method: "POST" or "PUT" })
        {
            request.Content = new StringContent(Bodies.GetValueOrDefault(endpoint.ToString(), "{}"), Encoding.ASCII, "application/json");
            // No key: nothing is started.
            request.Headers.TryAddWithoutValidation("Idempotency-Key", "not a key");
        }
        using var response = await caller.SendAsync(request);
        return Shown(response);
    }

    private static string ValueOf(ServedEndpoint endpoint, string parameter, OwnThings things, Whose whose) => parameter switch
    {
        "id" => endpoint.Route.Contains("/tokens/", StringComparison.Ordinal) ? things.Token : things.Backup,
        "number" or "Number" => things.Order,
        "region" => "eu",
        "name" => endpoint.Route.Contains("/tenants/", StringComparison.Ordinal) ? TenantOf(whose) : things.File,
        "Code" => "404",
        "documentName" => "v1",
        "zgid" => things.Number,
        "job" => things.Backup,
        "file" => things.File,
        _ => "1",
    };

    private static string TenantOf(Whose whose) => whose switch
    {
        Whose.Own => TwoTenants.Alpha,
        Whose.Other => TwoTenants.Beta,
        _ => "nobody",
    };

    private static string Shown(HttpResponseMessage response)
    {
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (response.StatusCode is not HttpStatusCode.Redirect) return status;
        var to = new Uri(response.RequestMessage!.RequestUri!, response.Headers.Location!).AbsolutePath;
        return to == "/sign-in" ? "sign-in" : $"to {to}";
    }

    private async Task<Callers> PageCallersAsync()
    {
        var callers = new Callers();
        callers.Add("anonymous", tenants.Anonymous());
        callers.Add("user", await tenants.SessionAsync(TwoTenants.UserOf(TwoTenants.Alpha)));
        callers.Add("administrator", await tenants.SessionAsync(TwoTenants.AdministratorOf(TwoTenants.Alpha)));
        callers.Add("of Beta", await tenants.SessionAsync(TwoTenants.AdministratorOf(TwoTenants.Beta)));
        callers.Add("operator", await tenants.OperatorSessionAsync());
        await AddProgramsAsync(callers);
        return callers;
    }

    private async Task<Callers> ApiCallersAsync()
    {
        var callers = new Callers();
        callers.Add("anonymous", tenants.Anonymous());
        callers.Add("session", await tenants.SessionAsync(TwoTenants.AdministratorOf(TwoTenants.Alpha)));
        callers.Add("user", tenants.Bearer(tenants.JwtOf(TwoTenants.Alpha, "user")));
        callers.Add("administrator", tenants.Bearer(tenants.JwtOf(TwoTenants.Alpha, "administrator")));
        callers.Add("of Beta", tenants.Bearer(tenants.JwtOf(TwoTenants.Beta, "administrator")));
        callers.Add("operator", tenants.Bearer(tenants.OperatorJwt()));
        await AddProgramsAsync(callers);
        return callers;
    }

    private async Task AddProgramsAsync(Callers callers)
    {
        callers.Add("vendor", tenants.Bearer(tenants.VendorJwt()));
        callers.Add("program", tenants.Bearer(tenants.ThingsOf(TwoTenants.Alpha).Secret));
        var (log, orders) = (tenants.Bearer((await tenants.TokenAsync(TwoTenants.Alpha, ["log:read"])).Secret), tenants.Bearer((await tenants.TokenAsync(TwoTenants.Alpha, ["orders:read"])).Secret));
        callers.Add("without the scope", log, orders, endpoint => endpoint.Route.EndsWith("/log", StringComparison.Ordinal));
        var expired = await tenants.TokenAsync(TwoTenants.Alpha, lasts: TimeSpan.FromSeconds(1));
        var revoked = await tenants.TokenAsync(TwoTenants.Alpha);
        await tenants.RevokeAsync(TwoTenants.Alpha, revoked.Id);
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        callers.Add("expired", tenants.Bearer(expired.Secret));
        callers.Add("revoked", tenants.Bearer(revoked.Secret));
        callers.Add("expired JWT", tenants.Bearer(tenants.JwtOf(TwoTenants.Alpha, "administrator", TimeSpan.FromMinutes(-5))));
    }

    private sealed class Callers : IDisposable
    {
        private readonly List<Caller> all = [];

        public List<(string Name, Func<ServedEndpoint, Caller> Of)> All { get; } = [];

        public void Add(string name, Caller caller) => Add(name, caller, caller, _ => false);

        /// <param name="isOther">Whether the other one has to be taken.</param>
        public void Add(string name, Caller caller, Caller other, Func<ServedEndpoint, bool> isOther)
        {
            all.AddRange([caller, other]);
            All.Add((name, endpoint => isOther(endpoint) ? other : caller));
        }

        public void Dispose() => all.ForEach(caller => caller.Dispose());
    }
}
