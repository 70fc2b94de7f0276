namespace Granary.Web.SignIn;

/// <summary>Why somebody who came by the provider is at the sign-in page again.</summary>
internal enum SignInProblem
{
    Failed,

    /// <summary>Their claims name no tenant here, and no operator.</summary>
    Nobody,
}
