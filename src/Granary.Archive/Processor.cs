namespace Granary.Archive;

/// <summary>Where work goes that keeps a processor busy or its thread waiting: never onto the scheduler of the grain that asks for it.</summary>
internal static class Processor
{
    public static Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) =>
#pragma warning disable RS0030 // the one place that leaves the grain's scheduler
        Task.Run(work, cancellationToken);
#pragma warning restore RS0030
}
