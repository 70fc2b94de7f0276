using Granary.Web.Tests.Stand;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Granary.Web.Tests.SignIn;

/// <summary>A setting that nobody reads would be a default that nobody wanted.</summary>
public sealed class MisspeltSettingTests
{
    [Theory]
    [InlineData("Granary:Api:RequestPerMinute")]
    [InlineData("Granary:Demo:User")]
    [InlineData("Granary:SignIn:OpenIdConnect:Claims:Profiles")]
    [InlineData("Granary:SignIn:Jwt:Claims:Administrator")]
    public void A_misspelt_setting_stops_the_start(string setting)
    {
        using var services = WebStand.Builder("Testing", [new(setting, "10")]).Services.BuildServiceProvider();

        var failure = Assert.Throws<InvalidOperationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains($"'{setting.Split(':')[^1]}'", failure.Message, StringComparison.Ordinal);
    }
}
