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
if (parsed.Errors.Count == 0) return await ExitCode.OfAsync(() => parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));

await parsed.InvokeAsync();
return ExitCode.WrongUsage;
