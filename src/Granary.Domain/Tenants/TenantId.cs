using System.Diagnostics.CodeAnalysis;

namespace Granary.Domain.Tenants;

/// <summary>
/// Names a tenant for life: the region that holds its data, and its name in the SaaS. Written <c>region/name</c>, which
/// is also how every grain key and every archive key begins.
/// </summary>
[GenerateSerializer, Immutable, Alias("granary.TenantId")]
public readonly record struct TenantId
{
    private const int LongestName = 63;

    /// <exception cref="FormatException">A part is not 1 to 63 of <c>a-z 0-9 - _</c>, beginning with a letter or digit.</exception>
    public TenantId(string region, string name)
    {
        if (!IsName(region) || !IsName(name))
            throw new FormatException($"'{region}/{name}' is not a tenant: region and name are 1 to {LongestName} of a-z, 0-9, '-' and '_', beginning with a letter or a digit.");
        Region = region;
        Name = name;
    }

    [Id(0)] public string Region { get; init; }

    [Id(1)] public string Name { get; init; }

    public static TenantId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a tenant: write region/name.");

    public static bool TryParse([NotNullWhen(true)] string? text, out TenantId id)
    {
        id = default;
        if (text?.Split('/') is not [var region, var name] || !IsName(region) || !IsName(name)) return false;
        id = new TenantId(region, name);
        return true;
    }

    public override string ToString() => $"{Region}/{Name}";

    /// <summary>Can this be a region, or a tenant's name in it?</summary>
    public static bool IsName([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= LongestName } &&
        text[0] is not ('-' or '_') &&
        text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
