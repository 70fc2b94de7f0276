using Granary.Domain.Ports;

namespace Granary.Adapters.Crm;

/// <summary>A table of any database, as far as the settings speak of it.</summary>
internal interface ICrmTable
{
    /// <summary>As a module.</summary>
    string Name { get; }

    /// <summary>Those that a module could have.</summary>
    IEnumerable<CrmColumn> CrmColumns { get; }
}
