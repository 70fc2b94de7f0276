namespace Granary.Archive;

/// <summary>Where work goes that keeps a processor busy or its thread waiting: never onto the scheduler of the grain that asks for it.</summary>
internal static class Processor
{
#pragma warning disable RS0030 // the one place that leaves the grain's scheduler
    public static Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) =>
        Task.Run(work, cancellationToken);

    public static Task RunAsync(Action work) => Task.Run(work);
#pragma warning restore RS0030
}
