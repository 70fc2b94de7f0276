using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;

namespace Granary.Web.Api.Reading;

using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

/// <summary>Reads bodies to the letter: a member that is misspelt, repeated or of another type is an error, and never a default.</summary>
internal sealed class BodyReader(IOptions<JsonOptions> json)
{
    private readonly JsonSerializerOptions strict = new(json.Value.SerializerOptions)
    {
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Null when something is wrong with it, which is then in <paramref name="errors"/>.</summary>
    public async Task<T?> ReadAsync<T>(Stream body, FieldErrors errors, CancellationToken cancellationToken) where T : class
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                errors.Add(FieldErrors.Whole, FieldFault.NotAnObject);
                return null;
            }
            Compare(document.RootElement, strict.GetTypeInfo(typeof(T)), errors);
            return errors.Any ? null : document.Deserialize<T>(strict);
        }
        catch (JsonException exception)
        {
            // Its message names types of ours; its path names what the caller wrote.
            if (FieldOf(exception.Path) is { } field) errors.Add(field, FieldFault.WrongType);
            else errors.Add(FieldErrors.Whole, FieldFault.NotAnObject);
            return null;
        }
        // Half a surrogate pair in the name of a member.
        catch (InvalidOperationException)
        {
            errors.Add(FieldErrors.Whole, FieldFault.NotAnObject);
            return null;
        }
    }

    private static void Compare(JsonElement body, JsonTypeInfo type, FieldErrors errors)
    {
        var given = body.EnumerateObject().Select(member => member.Name).ToList();
        foreach (var name in given.Where(name => type.Properties.All(property => property.Name != name)).Distinct()) errors.Add(name, FieldFault.Unknown);
        foreach (var name in given.GroupBy(name => name).Where(same => same.Count() > 1)) errors.Add(name.Key, FieldFault.Repeated);
        foreach (var property in type.Properties.Where(property => property.IsRequired && !given.Contains(property.Name))) errors.Add(property.Name, FieldFault.Missing);
    }

    // $.member, $['a member'], $.member[2]
    private static string? FieldOf(string? path) =>
        path is ['$', '.', .. var field] && field.Length > 0 ? field : path is ['$', '[', '\'', .. var quoted, '\'', ']'] ? quoted : null;
}
