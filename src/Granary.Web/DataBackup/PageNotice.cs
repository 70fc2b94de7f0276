using MudBlazor;

namespace Granary.Web.DataBackup;

/// <summary>What came of something the reader did, or waited for: shown above the cards until it is closed.</summary>
/// <param name="Text">In the reader's language.</param>
public sealed record PageNotice(Severity Severity, string Text);
