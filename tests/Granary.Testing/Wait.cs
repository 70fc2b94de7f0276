using Xunit;

namespace Granary.Testing;

/// <summary>Waits for what is under way: as short as it takes, and long enough for a slow machine.</summary>
public static class Wait
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(1);

    /// <param name="what">What was waited for, should it not come.</param>
    public static async Task UntilAsync(Func<Task<bool>> isThere, string what)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await isThere())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < AtMost, $"It did not come within {AtMost.TotalSeconds:0} s: {what}.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public static Task UntilAsync(Func<bool> isThere, string what) => UntilAsync(() => Task.FromResult(isThere()), what);
}
