using System.Runtime.InteropServices;

namespace Granary.Benchmarks.Measure;

/// <summary>What the kernel has booked to the children of this process that have ended, and to theirs.</summary>
internal static partial class ChildProcesses
{
    private const int Children = -1; // RUSAGE_CHILDREN

    public static TimeSpan Cpu()
    {
        if (GetResourceUsage(Children, out var usage) != 0) throw new InvalidOperationException($"getrusage failed: {Marshal.GetLastPInvokeError()}.");
        return usage.User.Span + usage.System.Span;
    }

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int GetResourceUsage(int who, out ResourceUsage usage);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ResourceUsage
    {
        public readonly Time User;
        public readonly Time System;
        private readonly Others others;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        private readonly long seconds;
        private readonly long microseconds;

        public TimeSpan Span => TimeSpan.FromTicks(seconds * TimeSpan.TicksPerSecond + microseconds * TimeSpan.TicksPerMicrosecond);
    }

    // Fourteen more numbers, among them the largest memory of any one child ever, which is no use here.
    [System.Runtime.CompilerServices.InlineArray(14)]
    private struct Others
    {
        private long first;
    }
}
