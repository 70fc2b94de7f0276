namespace Granary.Web.Api.Limits;

/// <summary>What is counted of an endpoint besides its requests.</summary>
internal enum LimitKind
{
    /// <summary>It starts or changes something.</summary>
    Change,

    /// <summary>Its answer stays open.</summary>
    Stream,
}
