using System.ComponentModel.DataAnnotations;
using Granary.Domain.Tenants;

namespace Granary.Adapters.Webhooks;

/// <summary>
/// Where the vendor's backend is told what happens to its tenants: the section <c>Granary:Webhooks</c>. A word in that section that is not
/// one of these properties stops the start.
/// </summary>
public sealed class WebhookOptions
{
    public const string Section = "Granary:Webhooks";

    /// <summary>
    /// What is called, by POST: https, or http on this machine alone. No redirect is followed and no proxy is used. Default empty: nothing is
    /// called, and nothing else here is looked at.
    /// </summary>
    public string Url { get; set; } = "";

    /// <summary>
    /// What messages are signed with, never written to a log: each <c>whsec_</c> and the Base64 of 24 to 64 random bytes. To change it, put
    /// the new one beside the old one, have the receiver take the new one, and take the old one away: each signs. No default.
    /// </summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>Of what the vendor is told: names of <see cref="WebhookKinds"/>, such as <c>backup.failed</c>. Default empty: of everything.</summary>
    public IList<string> Kinds { get; } = [];

    /// <summary>
    /// Networks such as <c>10.20.0.0/16</c> that may be called although they are not public. Default empty: private, loopback and link-local
    /// addresses are not called, whatever name leads there.
    /// </summary>
    public IList<string> Networks { get; } = [];

    /// <summary>How long one attempt may take, in seconds; after that it is to be tried again. Default 10.</summary>
    [Range(1, 60)]
    public int TimeoutSeconds { get; set; } = 10;

    internal bool IsOn => !string.IsNullOrWhiteSpace(Url);
}
