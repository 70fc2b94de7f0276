using System.Diagnostics;
using Granary.CrashPoints;

/// <summary>
/// The runtime calls this in a process whose <c>DOTNET_STARTUP_HOOKS</c> names this assembly, before the program begins: the built
/// program is put to the test as it is, and there is nothing of it in production.
/// </summary>
internal static class StartupHook
{
    public static void Initialize() => DiagnosticListener.AllListeners.Subscribe(new HostWatch());
}
