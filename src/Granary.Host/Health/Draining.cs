namespace Granary.Host.Health;

/// <summary>Whether this process has been asked to stop. It says so before it does anything else about it.</summary>
internal sealed class Draining
{
    private volatile bool hasBegun;

    public bool HasBegun => hasBegun;

    public void Begin() => hasBegun = true;
}
