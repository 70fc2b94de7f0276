namespace Granary.Web.SignIn;

/// <summary>
/// Sign-in without a password, for trying Granary out: section <c>Granary:Demo</c>. Whoever reaches the page can be
/// anybody on the list, so a host in the Production environment does not start with it.
/// </summary>
public sealed class DemoOptions
{
    public const string Section = "Granary:Demo";

    /// <summary>Default: false.</summary>
    public bool Enabled { get; set; }

    /// <summary>In the order in which the sign-in page lists them.</summary>
    public IList<DemoUser> Users { get; } = [];
}
