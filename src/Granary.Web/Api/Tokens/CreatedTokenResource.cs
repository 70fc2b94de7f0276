namespace Granary.Web.Api.Tokens;

/// <summary>A new API token.</summary>
/// <param name="Token">What is known of it.</param>
/// <param name="Secret">What a program sends. It is shown this once.</param>
internal sealed record CreatedTokenResource(TokenResource Token, string Secret);
