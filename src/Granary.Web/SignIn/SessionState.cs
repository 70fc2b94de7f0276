namespace Granary.Web.SignIn;

/// <summary>What has become of a session.</summary>
internal abstract record SessionState
{
    private SessionState() { }

    /// <summary>It is what it was.</summary>
    public sealed record Good : SessionState;

    /// <summary>The same person may do something else now.</summary>
    public sealed record Changed(Visitor Visitor) : SessionState;

    /// <summary>Nobody is signed in any more.</summary>
    public sealed record Over : SessionState;

    /// <summary>The provider has to be passed by again, before what was asked for can be given.</summary>
    public sealed record Stale : SessionState;

    /// <summary>Whoever would know, the provider or the silos, does not answer.</summary>
    public sealed record Unanswered : SessionState;
}
