using System.Runtime.Versioning;
using Granary.Host.Embedded;
using Granary.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Granary.EndToEnd.Tests.Commands;

public sealed class DataDirectoryTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory, UnsupportedOSPlatform("windows")]
    [InlineData(null, "Production", false)]
    [InlineData(Owner, "Production", false)]
    [InlineData(Owner | UnixFileMode.GroupRead, "Production", true)]
    [InlineData(Owner | UnixFileMode.OtherExecute, "Staging", true)]
    [InlineData(Owner | UnixFileMode.OtherRead, "Development", false)]
    public void The_start_warns_of_one_that_others_may_look_into(UnixFileMode? mode, string environment, bool warns)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There a directory has no mode.");
        var path = directory.At("data");
        if (mode is not null)
        {
            Directory.CreateDirectory(path);
            File.SetUnixFileMode(path, mode.Value);
        }
        using var log = new RecordedLog();

        DataDirectory.Open(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Granary:DataDirectory", (string?)path)]).Build())
            .WarnOfOthers(new HostingEnvironment { EnvironmentName = environment }, log.CreateLogger(""));

        Assert.Equal(warns ? [path] : [], log.Entries.Select(entry => entry.Message.Contains("chmod 700", StringComparison.Ordinal) && entry.Message.Contains(path, StringComparison.Ordinal) ? path : entry.Message));
    }
}
