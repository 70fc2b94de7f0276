using Granary.Contracts;
using Granary.Web.Tests.Stand;

namespace Granary.Web.Tests.SignIn;

/// <summary>The grain that remembers who has signed out, over a store in memory.</summary>
public sealed class EndedSessionsTests(WebStand stand)
{
    [Fact]
    public async Task A_session_that_was_ended_is_remembered_for_as_long_as_it_has_to_be()
    {
        var (now, grain) = (TimeProvider.System.GetUtcNow(), stand.Grains.EndedSessions("ended sessions of this test"));

        await grain.End("over", now.AddSeconds(-1));
        await grain.End("ended", now.AddHours(1));

        Assert.Equal((false, true, false), (await grain.HasEnded("over"), await grain.HasEnded("ended"), await grain.HasEnded("going on")));
    }
}
