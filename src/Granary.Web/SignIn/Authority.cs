namespace Granary.Web.SignIn;

/// <summary>The address of an identity provider. Whoever can change what it answers can be anybody here.</summary>
internal static class Authority
{
    /// <summary>HTTPS; on this machine, while developing, also HTTP.</summary>
    public static bool IsSafe(string address, IHostEnvironment environment) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || IsLocal(uri, environment));

    public static bool IsLocal(string address, IHostEnvironment environment) => IsLocal(new Uri(address), environment);

    public static string Advice(string address) => $"is '{address}': write an address that begins with https://.";

    private static bool IsLocal(Uri uri, IHostEnvironment environment) => uri is { Scheme: "http", IsLoopback: true } && !environment.IsProduction();
}
