namespace Granary.Web.SignIn;

/// <summary>On an endpoint that gives away what cannot be taken back: whoever began the session is asked each time whether it still holds.</summary>
internal sealed class FreshSession;
