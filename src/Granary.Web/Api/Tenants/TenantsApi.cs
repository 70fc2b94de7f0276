using Granary.Contracts;
using Granary.Domain.Tenants;
using Granary.Web.Api.Backups;
using Granary.Web.Api.Limits;
using Granary.Web.Api.Reading;
using Granary.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Granary.Web.Api.Tenants;

/// <summary>The tenant of whoever calls; for the vendor every tenant, and what each may have.</summary>
internal static class TenantsApi
{
    public static void MapTenants(this RouteGroupBuilder api)
    {
        api.MapGet("/tenant", FindOwnAsync).WithTags("Tenant").For(ApiScope.ReadBackups);

        var tenants = api.MapGroup("/tenants/{region}/{name}").WithTags("Tenants (vendor)").RequireAuthorization(Policies.Vendor).Refuses(ApiProblem.NotFound);
        tenants.MapGet("", FindAsync);
        tenants.MapPost("/backups", StartBackupAsync).Limited(LimitKind.Change).Refuses(ApiProblem.NothingLeft);
        tenants.MapPut("/units", SetUnitsAsync);
        tenants.MapPut("/subscription", PaySubscriptionAsync);
        tenants.MapDelete("/subscription", EndSubscriptionAsync);
    }

    /// <summary>Gives the own tenant</summary>
    public static async Task<Results<Ok<TenantResource>, ProblemHttpResult>> FindOwnAsync(TenantCaller caller, IGrainFactory grains) =>
        TypedResults.Ok(TenantResource.Of(await grains.Tenant(caller.Tenant).GetOverview()));

    /// <summary>Finds a tenant</summary>
    public static async Task<Results<Ok<TenantResource>, ProblemHttpResult>> FindAsync(VendorCaller vendor, IGrainFactory grains, Problems problems) =>
        vendor.Tenant is { } tenant ? TypedResults.Ok(TenantResource.Of(await grains.Tenant(tenant).GetOverview())) : problems.Of(ApiProblem.NotFound);

    /// <summary>Starts a backup of a tenant now</summary>
    /// <remarks>As for the tenant itself, Idempotency-Key included. Every administrator of the tenant is told when it is ready.</remarks>
    public static async Task<Results<Accepted<StartedResource>, Ok<StartedResource>, ProblemHttpResult>> StartBackupAsync(VendorCaller vendor, BackupStarter starter, Problems problems, HttpRequest request) =>
        vendor.Tenant is { } tenant ? await starter.StartAsync(tenant, vendor.Actor, request) : problems.Of(ApiProblem.NotFound);

    /// <summary>Sets how many unused one-time units a tenant has</summary>
    /// <remarks>The latest word wins. The same again changes nothing but the log.</remarks>
    public static async Task<Results<Ok<UnitsResource>, ProblemHttpResult>> SetUnitsAsync(VendorCaller vendor, IGrainFactory grains, Problems problems, Body<UnitsRequest> body)
    {
        if (body.Value.Count is < 0 or > UnitsRequest.Most) return problems.Of(new FieldErrors().Add("count", FieldFault.OutOfRange, 0, UnitsRequest.Most));
        if (vendor.Tenant is not { } tenant) return problems.Of(ApiProblem.NotFound);

        return TypedResults.Ok(new UnitsResource(await grains.Tenant(tenant).SetUnits(vendor.Actor, body.Value.Count)));
    }

    /// <summary>Says that a period of the weekly subscription is paid</summary>
    /// <remarks>It goes on after that, until it is ended. The same period again changes nothing but the log.</remarks>
    public static async Task<Results<NoContent, ProblemHttpResult>> PaySubscriptionAsync(VendorCaller vendor, IGrainFactory grains, Problems problems, Body<PeriodRequest> body)
    {
        var (start, end) = (body.Value.Start, body.Value.End);
        var query = new Query();
        query.Within("start", DateOnly.FromDateTime(start.DateTime));
        query.Within("end", DateOnly.FromDateTime(end.DateTime));
        if (end <= start) query.Errors.Add("end", FieldFault.NotAfter, "start");
        if (query.Errors.Any) return problems.Of(query.Errors);
        if (vendor.Tenant is not { } tenant) return problems.Of(ApiProblem.NotFound);

        await grains.Tenant(tenant).PaySubscription(vendor.Actor, start, end);
        return TypedResults.NoContent();
    }

    /// <summary>Ends the weekly subscription of a tenant with what is paid</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> EndSubscriptionAsync(VendorCaller vendor, IGrainFactory grains, Problems problems)
    {
        if (vendor.Tenant is not { } tenant) return problems.Of(ApiProblem.NotFound);

        await grains.Tenant(tenant).EndSubscription(vendor.Actor);
        return TypedResults.NoContent();
    }
}
