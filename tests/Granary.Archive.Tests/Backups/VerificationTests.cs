using System.Text;
using Granary.Archive.Manifests;
using Granary.Archive.Verification;
using Granary.Testing.Crm;

namespace Granary.Archive.Tests.Backups;

public sealed class VerificationTests : IAsyncLifetime
{
    private readonly BackupFixture backups = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var leads = new SceneModule("Leads", "Id", "Name");
        for (var i = 0; i < 500; i++) leads.With($"{i:000}", $"Lead number {i}");
        var scene = new CrmScene();
        var tenant = scene.Add("eu", "acme", leads);
        for (var i = 0; i < 20; i++) tenant.Attachments.Add(new SceneAttachment($"{i:00}", "Leads", $"{i:000}", "note.txt", Encoding.ASCII.GetBytes($"attachment {i}")));
        await backups.TakeAsync(scene);
    }

    public ValueTask DisposeAsync()
    {
        backups.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_untouched_backup_is_sound() => Assert.Empty(await VerifyAsync());

    [Fact]
    public async Task A_backup_without_attachments_and_one_with_warnings_are_sound_too()
    {
        using var plain = new BackupFixture();
        var scene = new CrmScene();
        scene.Add("eu", "acme", new SceneModule("Leads", "Id").With(new DamagedText([0xff]))).Attachments.Add(new SceneAttachment("1", "Leads", "1", "gone.txt", null));

        var publication = await plain.TakeAsync(scene);

        Assert.Equal(2, publication.WarningCount);
        Assert.Empty(await BackupVerifier.VerifyAsync(plain.Output, plain.Key, Token));
    }

    [Fact]
    public async Task Any_byte_that_is_changed_anywhere_is_found_and_its_file_named()
    {
        const int seed = 20261123;
        var random = new Random(seed);
        foreach (var name in new[] { "Data_001.zip", "Attachments_001.zip", "manifest.json", "manifest.json.sig" })
        {
            var path = Path.Combine(backups.Output, name);
            var sound = await File.ReadAllBytesAsync(path, Token);
            for (var i = 0; i < 100; i++)
            {
                var changed = sound.ToArray();
                var at = random.Next(changed.Length);
                changed[at] ^= (byte)(1 << random.Next(8));
                await File.WriteAllBytesAsync(path, changed, Token);

                var problems = await VerifyAsync();

                Assert.True(problems.Any(problem => problem.File.StartsWith(name.Replace(".sig", ""), StringComparison.Ordinal)), $"{name}, byte {at}, seed {seed}");
            }
            await File.WriteAllBytesAsync(path, sound, Token);
        }
        Assert.Empty(await VerifyAsync());
    }

    [Fact]
    public async Task An_archive_that_was_cut_off_anywhere_is_found()
    {
        var path = Path.Combine(backups.Output, "Data_001.zip");
        var sound = await File.ReadAllBytesAsync(path, Token);
        foreach (var length in new[] { 0, 1, 29, 100, sound.Length / 2, sound.Length - 22, sound.Length - 1 })
        {
            await File.WriteAllBytesAsync(path, sound[..length], Token);

            Assert.Contains(await VerifyAsync(), problem => problem is { Code: ArchiveProblemCode.ArchiveSizeDiffers, File: "Data_001.zip" });
        }
    }

    [Fact]
    public async Task An_archive_that_was_added_to_is_found()
    {
        await File.AppendAllTextAsync(Path.Combine(backups.Output, "Data_001.zip"), "x", Token);

        Assert.Contains(await VerifyAsync(), problem => problem.Code is ArchiveProblemCode.ArchiveSizeDiffers);
    }

    [Fact]
    public async Task A_backup_that_somebody_rewrote_and_signed_with_a_key_of_his_own_is_found()
    {
        using var stranger = ManifestKey.Create();
        var path = Path.Combine(backups.Output, Manifest.FileName);
        var forged = await File.ReadAllBytesAsync(path, Token);
        await File.WriteAllBytesAsync(Path.Combine(backups.Output, Manifest.SignatureName), stranger.Sign(forged), Token);

        Assert.Equal([new ArchiveProblem(ArchiveProblemCode.SignatureWrong, Manifest.SignatureName)], await VerifyAsync());
    }

    [Theory]
    [InlineData("Data_001.zip", ArchiveProblemCode.ArchiveMissing)]
    [InlineData("manifest.json", ArchiveProblemCode.ManifestMissing)]
    [InlineData("manifest.json.sig", ArchiveProblemCode.SignatureMissing)]
    public async Task A_missing_file_is_named(string name, ArchiveProblemCode code)
    {
        File.Delete(Path.Combine(backups.Output, name));

        Assert.Equal([new ArchiveProblem(code, name)], await VerifyAsync());
    }

    [Fact]
    public async Task An_archive_of_another_backup_is_named()
    {
        File.Copy(Path.Combine(backups.Output, "Data_001.zip"), Path.Combine(backups.Output, "Data_002.zip"));

        Assert.Equal([new ArchiveProblem(ArchiveProblemCode.ArchiveUnexpected, "Data_002.zip")], await VerifyAsync());
    }

    [Fact]
    public async Task A_manifest_that_points_out_of_its_folder_reads_nothing_there()
    {
        var path = Path.Combine(backups.Output, Manifest.FileName);
        var text = await File.ReadAllTextAsync(path, Token);
        await File.WriteAllTextAsync(path, text.Replace("\"Data_001.zip\",\n      \"size\"", "\"../download/Data_001.zip\",\n      \"size\""), Token);

        Assert.Contains(await VerifyAsync(), problem => problem is { Code: ArchiveProblemCode.ArchiveMissing, File: "../download/Data_001.zip" });
    }

    [Theory]
    [InlineData("\"entries\": [", "\"entries\": null, \"x\": [")]
    [InlineData("\"archives\": [", "\"other\": [")]
    [InlineData("\"archives\": [", "\"archives\": [ null,")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 2")]
    [InlineData("{", "[")]
    public async Task A_manifest_without_what_it_must_have_is_unreadable_and_nothing_worse(string from, string to)
    {
        var path = Path.Combine(backups.Output, Manifest.FileName);
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Token)).Replace(from, to), Token);

        Assert.Contains(await VerifyAsync(), problem => problem.Code is ArchiveProblemCode.ManifestUnreadable);
    }

    [Theory]
    [InlineData("\"compressedSize\": ", "\"compressedSize\": 99999")]
    [InlineData("\"compressedSize\": ", "\"compressedSize\": -1")]
    [InlineData("\"compressedSize\": ", "\"compressedSize\": 99999999999")]
    [InlineData("\"crc32\": \"", "\"crc32\": \"xyz")]
    public async Task A_manifest_that_lies_about_an_entry_is_found_even_by_whoever_has_its_key(string from, string to)
    {
        var path = Path.Combine(backups.Output, Manifest.FileName);
        var forged = Encoding.ASCII.GetBytes((await File.ReadAllTextAsync(path, Token)).Replace(from, to));
        await File.WriteAllBytesAsync(path, forged, Token);
        await File.WriteAllBytesAsync(Path.Combine(backups.Output, Manifest.SignatureName), backups.Key.Sign(forged), Token);

        Assert.NotEmpty(await VerifyAsync());
    }

    [Fact]
    public async Task A_manifest_that_is_forged_to_inflate_without_end_is_read_no_further_than_it_says()
    {
        var path = Path.Combine(backups.Output, Manifest.FileName);
        var text = await File.ReadAllTextAsync(path, Token);
        await File.WriteAllTextAsync(path, System.Text.RegularExpressions.Regex.Replace(text, "\"size\": \\d+", "\"size\": 5"), Token);

        Assert.Contains(await VerifyAsync(), problem => problem.Code is ArchiveProblemCode.EntryDiffers);
    }

    private Task<IReadOnlyList<ArchiveProblem>> VerifyAsync() => BackupVerifier.VerifyAsync(backups.Output, backups.Key, Token);
}
