using Granary.Testing.Processes;

namespace Granary.EndToEnd.Tests.Commands;

/// <summary>What a backup asks of the disk: no power cut is needed to see whether one would take something.</summary>
public sealed class FlushTests : IClassFixture<TracedProgram>
{
    // The n-th of a thread: those before it are the database's, most of the time.
    private const int FirstFailure = 8;
    private const int LastFailure = 14;

    private static readonly string[] Files = ["Data_001.zip", "manifest.json.sig", "manifest.json"];

    private readonly TracedProgram program;

    public FlushTests(TracedProgram program)
    {
        Assert.SkipUnless(ServerProcess.Find("strace") is not null, "strace is not on this machine: nobody else sees what is flushed.");
        this.program = program;
    }

    [Fact]
    public void Every_file_is_on_the_disk_before_it_has_its_name_and_all_names_are_before_the_manifest_has_its_own()
    {
        var (result, calls) = program.First;

        Assert.True(result.ExitCode == 0, result.Error);
        var (flushed, named, lost) = (new HashSet<string>(), new List<string>(), new HashSet<string>());
        foreach (var call in calls.Where(call => !call.Fails))
        {
            if (call is { IsFlush: true, Paths: [var path] })
            {
                flushed.Add(path);
                lost.RemoveWhere(name => Path.GetDirectoryName(name) == path);
            }
            else if (call is { IsFlush: false, Paths: [var from, var to] } && Files.Contains(Path.GetFileName(to)))
            {
                Assert.True(flushed.Contains(from), $"{to} has its name and was never flushed.");
                Assert.True(Path.GetFileName(to) != "manifest.json" || lost.Count == 0, $"{to} is there, and a power cut may take {string.Join(", ", lost)}.");
                flushed.Add(to);
                named.Add(to);
                lost.Add(to);
            }
        }

        Assert.Empty(lost);
        // Each is named twice: where it is made, and where it is to be.
        Assert.Equal(Files.Length * 2, named.Count);
        Assert.Equal(Files.Select(file => program.At("first", file)), named.Skip(Files.Length));
    }

    [Fact]
    public void A_disk_that_does_not_take_it_makes_a_sentence_and_no_backup_and_the_next_one_is_ready()
    {
        Assert.Equal(0, program.First.Result.ExitCode);
        for (var n = FirstFailure; n <= LastFailure; n++)
        {
            var output = $"out-{n}";
            var (result, calls) = program.Backup(output, "-e", $"inject=fsync:error=EIO:when={n}");
            if (result.ExitCode != 0) Assert.Matches("^It failed: [^\n]+\n$", result.Error);
            // Threads differ from run to run: until it is something of the backup that fails.
            if (!calls.Exists(call => call.Fails && call.Paths[0].Contains("/.granary-", StringComparison.Ordinal))) continue;

            Assert.Equal(1, result.ExitCode);
            Assert.Matches("^It failed: fsync of .* failed: Input/output error\n$", result.Error);
            Assert.Empty(Directory.GetFileSystemEntries(program.At(output)));
            Assert.Equal(0, program.Backup(output).Result.ExitCode);
            return;
        }
        Assert.Fail("Nothing of the backup was flushed.");
    }

    [Fact]
    public void A_folder_that_does_not_take_the_name_of_the_manifest_holds_nothing_of_the_backup()
    {
        Assert.Equal(0, program.First.Result.ExitCode);
        var output = Directory.CreateDirectory(program.At("names")).FullName;

        // The first time it is for the names of the other files.
        var (result, calls) = program.Backup("names", "-P", output, "-e", "inject=fsync:error=EIO:when=2");

        Assert.True(calls is [.., { Fails: true }], "Nothing failed.");
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(output));
    }
}
