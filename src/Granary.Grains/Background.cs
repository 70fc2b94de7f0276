using System.Runtime.CompilerServices;

namespace Granary.Grains;

/// <summary>The first line of what a grain does beside its calls: whoever began it goes on first, and the grain's own scheduler runs the rest.</summary>
internal static class Background
{
    public static ConfiguredTaskAwaitable Begin() =>
        Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
