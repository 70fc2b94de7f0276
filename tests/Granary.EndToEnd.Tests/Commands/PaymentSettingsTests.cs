using Granary.Host.Commands;
using Granary.Web.Edge;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Granary.EndToEnd.Tests.Commands;

/// <summary>Whoever is sent away to pay comes back to an address that was set.</summary>
public sealed class PaymentSettingsTests
{
    [Theory]
    [InlineData("Stripe", "Production", null, false)]
    [InlineData("Stripe", "Staging", null, false)]
    [InlineData("Stripe", "Production", "https://granary.example.com", true)]
    [InlineData("Stripe", "Development", null, true)]
    [InlineData("Sandbox", "Production", null, true)]
    public void A_provider_needs_the_address_to_come_back_to(string provider, string environment, string? address, bool starts)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection([new("Granary:Billing:Provider", provider), new("Granary:Web:BaseUrl", address)]);
        builder.Services.AddEdge(builder.Configuration);
        builder.RequireSite();
        using var services = builder.Services.BuildServiceProvider();

        var failure = Record.Exception(() => services.GetRequiredService<IOptions<EdgeOptions>>().Value);

        if (starts) Assert.Null(failure);
        else Assert.Contains("Granary:Web:BaseUrl is missing", Assert.IsType<OptionsValidationException>(failure).Message);
    }
}
