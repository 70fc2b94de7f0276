using Granary.Web.SignIn;
using Granary.Web.Tests.Stand;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Web.Tests.Edge;

/// <summary>The pages in Production, with some endpoints more: who somebody is taken for, a way in, and one that breaks.</summary>
internal static class EdgeHost
{
    public static async Task<WebApplication> StartAsync(WebStand stand, params (string Name, string Value)[] settings)
    {
        var builder = WebStand.Builder("Production", settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(stand.Grains);
        builder.Services.AddSingleton<Domain.Ports.IArchiveStore>(stand.Store);
        var app = builder.Build();
        app.MapGranaryWeb();
        app.MapGet("/test/caller", (HttpContext http) => $"{http.Connection.RemoteIpAddress} {http.Request.Scheme}");
        app.MapGet("/test/sign-in", async (HttpContext http) =>
            await http.SignInAsync(Session.Scheme, new Visitor("sophia", "Sophia Isha", new("eu", "montblanc"), Profile.Administrator).ToPrincipal(Session.Scheme)));
        app.MapGet("/test/sign-out", async (HttpContext http) => await http.SignOutAsync(Session.Scheme));
        app.MapGet("/test/breaks", string () => throw new InvalidOperationException("canary of a stack trace"));
        app.MapPost("/test/body", async (HttpContext http) =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            return "read";
        }).DisableAntiforgery();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
