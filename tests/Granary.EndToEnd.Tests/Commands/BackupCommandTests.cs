using System.Globalization;
using System.IO.Compression;
using System.Runtime.Versioning;
using Granary.Archive.Manifests;
using Granary.Testing;
using Microsoft.Data.Sqlite;

namespace Granary.EndToEnd.Tests.Commands;

/// <summary>The command line on the demo's largest tenant.</summary>
public sealed class BackupCommandTests(LakesideBackup lakeside) : IClassFixture<LakesideBackup>
{
    [Fact]
    public void A_missing_attachment_makes_exit_code_3_and_is_named()
    {
        Assert.Equal(3, lakeside.Result.ExitCode);
        Assert.Contains("the file of attachment", lakeside.Result.Output);
        Assert.Contains("Calls: 120,000", lakeside.Result.Output);
    }

    [Fact]
    public void Every_reader_reads_every_archive()
    {
        foreach (var zip in Directory.GetFiles(lakeside.Output, "*.zip"))
        {
            AssertSucceeds("unzip", "-tqq", zip);
            AssertSucceeds("7zz", "t", "-bso0", zip);
            AssertSucceeds("bsdtar", "-tf", zip);
            AssertSucceeds("python3", "-m", "zipfile", "-t", zip);
            if (File.Exists("/usr/bin/jar")) AssertSucceeds("jar", "tf", zip);
        }
    }

    [Fact]
    public void Another_programming_language_counts_the_rows_of_the_manifest_and_of_the_database()
    {
        var counted = AssertSucceeds("python3", RepositoryRoot.At("tests", "Granary.EndToEnd.Tests", "Commands", "count_rows.py"), lakeside.Output)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToDictionary(line => line[0], line => long.Parse(line[1], CultureInfo.InvariantCulture));
        var manifest = lakeside.Manifest;

        Assert.Equal(manifest.Archives.SelectMany(archive => archive.Entries).Where(entry => entry.Rows is not null).ToDictionary(entry => entry.Name, entry => entry.Rows!.Value), counted);
        foreach (var module in manifest.Modules)
        {
            Assert.Equal(module.Rows, module.Parts.Sum(part => counted[part]));
            var kept = module.Name == "Emails" ? " WHERE Source <> 'IMAP'" : "";
            Assert.Equal(Scalar($"SELECT count(*) FROM \"{module.Name}\"{kept}"), module.Rows);
        }
    }

    [Fact]
    public void Nothing_that_must_stay_out_is_in_any_entry_and_what_belongs_in_is()
    {
        var found = new HashSet<string>();
        foreach (var path in Directory.GetFiles(lakeside.Output, "*.zip"))
        {
            using var zip = ZipFile.OpenRead(path);
            foreach (var entry in zip.Entries)
            {
                using var content = new MemoryStream();
                using (var stream = entry.Open()) stream.CopyTo(content);
                var text = System.Text.Encoding.Latin1.GetString(content.ToArray()) + entry.FullName;
                Assert.DoesNotContain("CANARY-MUST-STAY-OUT", text);
                foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(text, "CANARY-BELONGS-IN-[a-zA-Z-]+?-lakeside"))
                    found.Add(match.Value);
            }
        }

        Assert.True(found.Count >= 3, string.Join(' ', found));
        Assert.Contains(lakeside.Manifest.Excluded, exclusion => exclusion.Name == "Documents");
    }

    [Fact]
    public void The_backup_verifies_and_not_with_another_key()
    {
        var other = Path.Combine(lakeside.Directory, "other.pem");
        using (var key = ManifestKey.Create()) File.WriteAllText(other, key.PublicPem());

        var sound = GranaryProgram.Run(lakeside.Data, "verify", lakeside.Output);
        var foreign = GranaryProgram.Run(lakeside.Data, "verify", lakeside.Output, "--key", other);
        var keyless = GranaryProgram.Run(Path.Combine(lakeside.Directory, "nothing"), "verify", lakeside.Output);

        Assert.True(sound.ExitCode == 0, sound.Error);
        Assert.Equal((1, true), (foreign.ExitCode, foreign.Error.Contains("manifest.json.sig")));
        Assert.Equal((1, true), (keyless.ExitCode, keyless.Error.Contains("--key")));
    }

    [Fact]
    public void A_changed_archive_is_named_by_verify()
    {
        var copy = Path.Combine(lakeside.Directory, "copy");
        AssertSucceeds("cp", "-r", lakeside.Output, copy);
        var zip = Path.Combine(copy, "Attachments_001.zip");
        var bytes = File.ReadAllBytes(zip);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(zip, bytes);

        var result = GranaryProgram.Run(lakeside.Data, "verify", copy);

        Assert.Equal((1, true), (result.ExitCode, result.Error.Contains("Attachments_001.zip")));
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public void Nobody_else_on_the_machine_may_read_the_backup()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There files have no mode.");
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(lakeside.Output));
        Assert.All(Directory.GetFiles(lakeside.Output), file => Assert.Equal(owner, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void A_folder_that_holds_a_backup_is_not_written_over()
    {
        var before = File.ReadAllBytes(Path.Combine(lakeside.Output, "manifest.json"));

        var result = GranaryProgram.Run(lakeside.Data, "backup", "lakeside", "--output", lakeside.Output, "--reason", GranaryProgram.Reason);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(lakeside.Output, "manifest.json")));
    }

    [Theory]
    [InlineData("backup", "nobody", "--output", "x", "--reason", GranaryProgram.Reason)]
    [InlineData("backup", "lakeside", "--reason", GranaryProgram.Reason)]
    [InlineData("backup", "lakeside", "--output", "x")]
    [InlineData("backup", "lakeside", "--output", "x", "--reason", "because")]
    [InlineData("backup", "lakeside", "--output", "x", "--reason", "a line\nand another one")]
    [InlineData("backup")]
    [InlineData("bakup", "lakeside")]
    [InlineData("modules", "nobody")]
    [InlineData("verify", "no-such-folder")]
    [InlineData("modules", "lakeside", "--config", "no-such-file.json")]
    public void Wrong_usage_makes_exit_code_2_and_a_sentence(params string[] arguments)
    {
        var result = GranaryProgram.Run(lakeside.Data, arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.NotEmpty(result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Fact]
    public void Modules_lists_what_would_be_taken_and_what_would_not()
    {
        var result = GranaryProgram.Run(lakeside.Data, "modules", "lakeside");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Calls\tCalls\t", result.Output);
        Assert.Contains("Écoles & chantiers — 現場", result.Output);
        Assert.Contains("Emails.Body\tcolumn\t", result.Output);
        Assert.Contains("Documents\ttable\t", result.Output);
    }

    [Fact]
    public void French_is_spoken_where_the_shell_does()
    {
        var environment = GranaryProgram.Environment(lakeside.Data);
        environment["LC_ALL"] = "fr_FR.UTF-8";

        var result = Shell.Run(GranaryProgram.Path, Path.GetTempPath(), environment, "modules", "nobody");

        Assert.Contains("Il n'y a pas de client", result.Error);
    }

    private long Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(lakeside.Data, "demo", "lakeside.sqlite")};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static string AssertSucceeds(string program, params string[] arguments)
    {
        var result = Shell.Run(program, "/", arguments);
        Assert.True(result.ExitCode == 0, $"{program}: {result.Output}{result.Error}");
        return result.Output;
    }
}
