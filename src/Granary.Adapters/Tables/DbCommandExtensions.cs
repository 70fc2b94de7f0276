using System.Data.Common;

namespace Granary.Adapters.Tables;

internal static class DbCommandExtensions
{
    /// <returns>The name, to be put into the text of the command.</returns>
    public static string Add(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
        return name;
    }
}
