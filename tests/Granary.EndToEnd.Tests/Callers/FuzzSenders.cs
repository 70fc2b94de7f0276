namespace Granary.EndToEnd.Tests.Callers;

/// <summary>Those who send generated requests.</summary>
internal sealed class FuzzSenders : IDisposable
{
    public required Caller Anonymous { get; init; }

    /// <summary>Nobody's token, in the shape of one.</summary>
    public required Caller Guesser { get; init; }

    public required Caller Program { get; init; }

    public required Caller Person { get; init; }

    public required Caller Scoped { get; init; }

    public required Caller Vendor { get; init; }

    public required Caller Administrator { get; init; }

    public required Caller User { get; init; }

    public required Caller Operator { get; init; }

    public static async Task<FuzzSenders> CreateAsync(TwoTenants tenants) => new()
    {
        Anonymous = tenants.Anonymous(),
        Guesser = tenants.Bearer(tenants.ThingsOf(TwoTenants.Beta).Secret[..^4] + "AAAA"),
        Program = tenants.Bearer(tenants.ThingsOf(TwoTenants.Alpha).Secret),
        Person = tenants.Bearer(tenants.JwtOf(TwoTenants.Alpha, "administrator")),
        Scoped = tenants.Bearer((await tenants.TokenAsync(TwoTenants.Alpha, ["log:read"])).Secret),
        Vendor = tenants.Bearer(tenants.VendorJwt()),
        Administrator = await tenants.SessionAsync(TwoTenants.AdministratorOf(TwoTenants.Alpha)),
        User = await tenants.SessionAsync(TwoTenants.UserOf(TwoTenants.Alpha)),
        Operator = await tenants.OperatorSessionAsync(),
    };

    public void Dispose()
    {
        foreach (var sender in new[] { Anonymous, Guesser, Program, Person, Scoped, Vendor, Administrator, User, Operator }) sender.Dispose();
    }
}
