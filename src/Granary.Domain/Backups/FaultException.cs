namespace Granary.Domain.Backups;

/// <summary>Carries a fault that is already understood.</summary>
public sealed class FaultException(Fault fault) : Exception(fault.Detail)
{
    public Fault Fault => fault;
}
