namespace Granary.Contracts;

/// <summary>How one pretends to pay. Stored by name: add, never rename.</summary>
[GenerateSerializer, Alias("granary.SandboxMethod")]
public enum SandboxMethod
{
    Card,
    BankTransfer,
    DirectDebit,
}
