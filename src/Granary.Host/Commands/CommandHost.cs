using System.CommandLine;

namespace Granary.Host.Commands;

/// <summary>The host of a command that comes and goes: the server's settings, warnings on standard error, no web.</summary>
internal static class CommandHost
{
    public static HostApplicationBuilder CreateBuilder(ParseResult parsed)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            ContentRootPath = AppContext.BaseDirectory,
            // The variable that the server listens to, so that both see the same settings.
            EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"),
        });
        builder.Configuration["Logging:LogLevel:Default"] = nameof(LogLevel.Warning);
        // A silo that comes and goes grumbles at both.
        builder.Configuration["Logging:LogLevel:Orleans"] = nameof(LogLevel.Critical);
        GlobalOptions.AddTo(builder.Configuration, parsed);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }
}
