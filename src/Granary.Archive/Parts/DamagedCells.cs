using System.Globalization;
using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Archive.Parts;

/// <summary>The cells of a part that could not be written as text: the first ones by place, the rest by number.</summary>
internal sealed class DamagedCells(CrmModule module)
{
    private const int Named = 100;

    private readonly List<BackupWarning> named = [];
    private long others;

    /// <param name="row">From 1, within the module.</param>
    public void Add(long row, int column)
    {
        if (named.Count < Named)
            named.Add(new BackupWarning(WarningCode.TextNotUtf8, module.Name, row.ToString(CultureInfo.InvariantCulture), module.Columns[column].Name));
        else
            others++;
    }

    public IEnumerable<BackupWarning> Warnings() =>
        others == 0 ? named : named.Append(new BackupWarning(WarningCode.TextNotUtf8, module.Name, null, others.ToString(CultureInfo.InvariantCulture)));
}
