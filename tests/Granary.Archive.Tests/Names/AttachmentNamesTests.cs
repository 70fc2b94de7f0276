using Granary.Archive.Names;

namespace Granary.Archive.Tests.Names;

public sealed class AttachmentNamesTests
{
    [Theory]
    [InlineData("17", "contract.pdf", "Attachments/17_contract.pdf")]
    [InlineData("17", "été à Paris.PDF", "Attachments/17__t____Paris.PDF")]
    [InlineData("17", "契約書.pdf", "Attachments/17____.pdf")]
    [InlineData("17", "../../etc/passwd", "Attachments/17_passwd")]
    [InlineData("17", "C:\\temp\\a.txt", "Attachments/17_a.txt")]
    [InlineData("17", "archive.tar.gz", "Attachments/17_archive_tar.gz")]
    [InlineData("17", "noextension", "Attachments/17_noextension")]
    [InlineData("17", ".htaccess", "Attachments/17_.htaccess")]
    [InlineData("17", "", "Attachments/17_")]
    [InlineData("17", "a.b c", "Attachments/17_a_b_c")]
    public void The_name_is_safe_and_keeps_its_extension(string id, string fileName, string expected) =>
        Assert.Equal(expected, AttachmentNames.For(id, fileName));

    [Fact]
    public void A_long_name_is_cut_before_its_extension()
    {
        var name = AttachmentNames.For("123", new string('a', 500) + ".docx");

        Assert.Equal(100, name.Length);
        Assert.EndsWith("a.docx", name);
    }

    [Theory]
    [InlineData("A1", "a1")]
    [InlineData("a/b", "a_b")]
    [InlineData("1_2", "1")]
    [InlineData("", "-")]
    [InlineData("x", "x ")]
    public void Ids_that_look_alike_do_not_meet(string one, string other)
    {
        Assert.NotEqual(AttachmentNames.For(one, "2_f.txt"), AttachmentNames.For(other, "2_f.txt"), StringComparer.OrdinalIgnoreCase);
        Assert.NotEqual(AttachmentNames.For(one, "f.txt"), AttachmentNames.For(other, "2_f.txt"), StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void Any_id_and_any_name_fit_into_a_hundred_bytes() =>
        Assert.InRange(AttachmentNames.For(new string('Z', 300) + "/é", new string('é', 300) + ".extension-too-long").Length, 1, 100);
}
