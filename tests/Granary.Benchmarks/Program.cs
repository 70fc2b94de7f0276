using System.CommandLine;
using Granary.Benchmarks.Commands;

var root = new RootCommand("How fast Granary is, and how much of the machine it takes. Prints Markdown; says on standard error what it does.")
{
    CompareCommand.Create(),
    LimitCommand.Create(),
    GrowthCommand.Create(),
    LevelsCommand.Create(),
    MicroCommand.Create(),
    LoadCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
