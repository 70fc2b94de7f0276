namespace Granary.Web.Edge;

/// <summary>
/// What the outside may do with the pages, and where they are: section <c>Granary:Web</c>. A word in that section that is not one of these properties stops
/// the start.
/// </summary>
public sealed class EdgeOptions
{
    public const string Section = "Granary:Web";

    /// <summary>
    /// The sites on which the pages may be embedded, such as <c>https://crm.example.com</c> or <c>https://*.example.com</c>. Sessions then live in
    /// the embedding site's own part of the browser's cookies (CHIPS), and need https. Default: none, no site may embed them.
    /// </summary>
    public IList<string> FrameAncestors { get; } = [];

    /// <summary>
    /// The proxies in front of this process, by address or network, such as <c>10.0.0.7</c> or <c>10.0.0.0/24</c>: of these alone it is believed from
    /// whom a request is and that it came by https (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>). Default: none, nobody is believed.
    /// </summary>
    public IList<string> KnownProxies { get; } = [];

    /// <summary>
    /// Where people reach the pages, such as <c>https://granary.example.com</c>: payers come back there, and mails link to it unless <c>Granary:Mail:BaseUrl</c> says otherwise.
    /// Needed with a payment provider, but in Development. Default: none; payers come back to the host that their request named.
    /// </summary>
    public string? BaseUrl { get; set; }

    /// <summary>The address of this site, to come back to from another one.</summary>
    /// <param name="reached">As whoever asks has reached it: what a request says, and so anybody's to say.</param>
    internal Uri SiteOf(Uri reached) => string.IsNullOrEmpty(BaseUrl) ? reached : new Uri(BaseUrl);

    internal bool IsEmbedded => FrameAncestors.Count > 0;
}
