using System.CommandLine;
using Granary.Host;
using Granary.Host.Commands;

var root = new RootCommand(Texts.Get("Root"))
{
    GlobalOptions.Config,
    ServeCommand.Urls,
    BackupCommand.Create(),
    VerifyCommand.Create(),
    ModulesCommand.Create(),
};
root.SetAction(ServeCommand.RunAsync);

var parsed = root.Parse(args);
var invocation = new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    // The library would end the process after two seconds; open pages and grains take longer to say goodbye, and the host sets its own limit.
    ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
};
if (parsed.Errors.Count == 0) return await ExitCode.OfAsync(() => parsed.InvokeAsync(invocation));

await parsed.InvokeAsync();
return ExitCode.WrongUsage;
