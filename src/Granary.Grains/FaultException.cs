using Granary.Domain.Backups;

namespace Granary.Grains;

/// <summary>Carries a fault that is already understood.</summary>
internal sealed class FaultException(Fault fault) : Exception(fault.Detail)
{
    public Fault Fault => fault;
}
