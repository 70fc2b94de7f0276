namespace Granary.EndToEnd.Tests.Callers;

/// <summary>What nobody sends by mistake alone.</summary>
internal static class Hostile
{
    public static readonly string[] Texts =
    [
        "", " ", "null", "0", "-1", "1.5", "1e9", "9223372036854775807", "9223372036854775808", "99999999999999999999999999", "NaN", "true", "\u0000", "a\u0000b", "\r\nSet-Cookie: a=b",
        "../../etc/passwd", "..\\..\\x", "%2e%2e%2f", "'; DROP TABLE ActivityLog;--", "\" OR 1=1", "<script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://x}", "=cmd|' /C calc'!A0",
        "\u202Egnp.exe", "\uFEFF", "é", "e\u0301", "😀", "\u2028", new string('a', 300), new string('é', 4000), "2026-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "12/31/2026", "2026-11-29T00:00:00Z",
        "YmFja3VwczoxMg", "bG9nOjE", "bG9nOi0x", "b3JkZXJzOjk5OTk5OTk5OTk5OTk5OTk5OTk5", "====", "eu/beta", "__proto__", "constructor",
    ];

    public static readonly string[] Segments =
    [
        "..", ".", "%2e%2e", "..%2f..%2f", "%2f", "%5c", "%00", "%ff%fe", "%", "%zz", "%u0041", "a%20b", "~", "*", "?", "%3f", "#", "%23", "-1", "0", "1e3", "0x1", "9223372036854775808", "%F0%9F%98%80",
        new string('a', 300), new string('9', 2000), "CON", "manifest.json", "manifest.json%00.zip", "Data_001.zip;x=1", "%2e%2e%5cmanifest.json", "'%20OR%201=1--", "%3Cscript%3E",
    ];

    public static readonly string[] Headers =
    [
        "", " ", "\"", "\"\"", "W/\"1\"", "\"1\", \"2\"", "*, *", "\"1\"\"2\"", "1", "-1", "9999999999999999999999", "\t", "a,b,,c", ";;;", "q=1;q=2", new string('a', 101), new string('x', 2000), "\"\\\"", "() { :; }",
    ];

    public static readonly string[] Ranges =
    [
        "bytes=0-0", "bytes=-1", "bytes=0-", "bytes=5-2", "bytes=99999999999-", "bytes=-0", "bytes=", "bytes=a-b", "items=0-1", "bytes=0-0,2-3", "bytes=0-,0-,0-,0-",
        "bytes=" + string.Join(',', Enumerable.Range(0, 500).Select(start => $"{start}-{start + 1}")), "bytes=9223372036854775808-", "bytes=-9223372036854775808",
    ];

    public static readonly string[] Rules =
    [
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "FREQ=WEEKLY;BYDAY=SU", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=1MO", "RRULE:FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=1", "freq=weekly;byday=we",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=DAILY",
    ];
}
