using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Granary.Contracts;
using Granary.Domain.Backups;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;
using Granary.Web.Api;
using Granary.Web.Api.Reading;
using Granary.Web.DataBackup;
using Granary.Web.SignIn;

namespace Granary.Web.Tests.Localisation;

public sealed partial class TextsTests
{
    private static readonly string Sources = Path.GetFullPath(Path.Combine(Here(), "../../../src/Granary.Web"));
    private static readonly Dictionary<string, string> English = Read("Texts.resx");
    private static readonly Dictionary<string, string> French = Read("Texts.fr.resx");

    public static TheoryData<Type> ShownEnums =>
    [
        typeof(ActorKind), typeof(ApiProblem), typeof(ApiScope), typeof(BackupPhase), typeof(BackupState), typeof(FaultSide), typeof(FaultStage), typeof(FieldFault), typeof(FleetCondition), typeof(Frequency), typeof(LogEvent),
        typeof(LogTopic), typeof(ModuleState), typeof(NotificationKind), typeof(OrderRefusal), typeof(OrderState), typeof(Profile), typeof(ReductionAnswer),
        typeof(RefusalReason), typeof(SandboxMethod), typeof(SignInProblem), typeof(SkipReason),
        typeof(StopAnswer), typeof(TakeKind), typeof(TextMode), typeof(TokenRefusal), typeof(WarningCode), typeof(WeeklyPayment), typeof(WeekOfMonth),
    ];

    [Fact]
    public void Both_languages_have_the_same_keys() => Assert.Equal(English.Keys.Order(), French.Keys.Order());

    [Fact]
    public void Both_languages_fill_in_the_same_places()
    {
        foreach (var (key, text) in English) Assert.Equal((key, Places(text)), (key, Places(French[key])));
    }

    [Fact]
    public void No_text_is_empty()
    {
        Assert.All(English.Concat(French), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
    }

    [Theory, MemberData(nameof(ShownEnums))]
    public void Every_member_of_an_enum_has_a_text(Type type)
    {
        var keys = Enum.GetNames(type).Select(member => $"{type.Name}.{member}").ToList();

        Assert.All(keys, key => Assert.Contains(key, English));
        Assert.All(keys, key => Assert.Contains(key, French));
    }

    [Fact]
    public void What_is_counted_has_both_forms()
    {
        var stems = English.Keys.Where(key => key.EndsWith(".One", StringComparison.Ordinal)).Select(key => key[..^4]);

        Assert.Equal(stems.Order(), English.Keys.Where(key => key.EndsWith(".Other", StringComparison.Ordinal)).Select(key => key[..^6]).Order());
    }

    [Fact]
    public void Every_key_that_a_page_asks_for_exists()
    {
        var asked = Code().SelectMany(code => Asked().Matches(code)).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.True(asked.Count > 40, "The pattern no longer finds what the pages ask for.");
        Assert.All(asked, key => Assert.Contains(key, English));
    }

    [Fact]
    public void Every_text_is_asked_for()
    {
        var code = string.Concat(Code());
        var enums = ShownEnums.Select(row => row.Data.Name).ToHashSet();

        Assert.All(English.Keys, key => Assert.True(
            code.Contains($"\"{key}\"", StringComparison.Ordinal) ||
            code.Contains($"\"{Stem().Replace(key, "")}\"", StringComparison.Ordinal) ||
            enums.Contains(key.Split('.')[0]) ||
            key.Split('.')[0] is "Status" or "Size" || key.StartsWith("Mud", StringComparison.Ordinal),
            $"Nothing asks for '{key}'."));
    }

    [GeneratedRegex("""\bT\["([A-Za-z.]+)"[\],]""")]
    private static partial Regex Asked();

    [GeneratedRegex(@"\.(One|Other)$")]
    private static partial Regex Stem();

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Place();

    private static string Places(string text) => string.Join(' ', Place().Matches(text).Select(match => match.Value).Distinct().Order());

    private static IEnumerable<string> Code() =>
        Directory.EnumerateFiles(Sources, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs" && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(Sources, "Localisation", file)).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
