namespace Granary.Domain.Quotas;

/// <summary>The editions that <see cref="Plans"/> knows unless it is configured otherwise. An edition is its name; case does not matter.</summary>
public static class Edition
{
    public const string Free = "Free";
    public const string Standard = "Standard";
    public const string Professional = "Professional";
    public const string Enterprise = "Enterprise";
    public const string Ultimate = "Ultimate";
}
