namespace Granary.Web.DataBackup;

/// <summary>The choices of "when to back up", as the page offers them.</summary>
internal enum Frequency
{
    None,
    TwiceAMonth,
    OnceAMonth,
    Weekly,
}
