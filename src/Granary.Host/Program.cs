using System.CommandLine;
using Granary.Host;
using Granary.Host.Commands;
using Granary.Host.Roles;

var root = new RootCommand(Texts.Get("Root"))
{
    GlobalOptions.Config,
    ServeCommand.Urls,
    RoleOption.Role,
    BackupCommand.Create(),
    VerifyCommand.Create(),
    ModulesCommand.Create(),
    DatabaseCommand.Create(),
};
root.SetAction(ServeCommand.RunAsync);

var parsed = root.Parse(args);
var invocation = new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    // The library would end the process after two seconds; open pages and grains take longer to say goodbye, and the host sets its own limit,
    // of which this is above the longest.
    ProcessTerminationTimeout = TimeSpan.FromMinutes(15),
};
if (parsed.Errors.Count == 0) return await ExitCode.OfAsync(() => parsed.InvokeAsync(invocation));

await parsed.InvokeAsync();
return ExitCode.WrongUsage;
