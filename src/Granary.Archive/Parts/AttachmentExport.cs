using Granary.Archive.Names;
using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Archive.Parts;

/// <summary>The attachments of a tenant, some hundreds to a part. What cannot be read is a warning; the others go on.</summary>
internal sealed class AttachmentExport(PartFolder parts, ICrmSnapshot snapshot, ArchiveLimits limits, Action<PartProgress> report)
{
    private readonly byte[] buffer = new byte[64 * 1024];

    public async Task<PartProgress> RunAsync(PartProgress stand, CancellationToken cancellationToken)
    {
        using var blocks = new PartBlocks(limits);
        await using var attachments = snapshot.ListAttachmentsAsync(stand.Records, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var more = await attachments.MoveNextAsync();
        while (!stand.Done)
        {
            var before = stand;
            var index = await parts.WriteAsync(ModuleStems.Attachments, before.Parts + 1, async (stream, token) =>
            {
                var part = new PartWriter(stream, blocks);
                var count = 0L;
                while (more && count < limits.PartAttachments && part.CompressedSize < limits.PartAttachmentBytes)
                {
                    await WriteAsync(attachments.Current, part, token);
                    report(before with { Records = before.Records + ++count });
                    more = await attachments.MoveNextAsync();
                }
                return part.Complete(count, last: !more);
            }, cancellationToken);
            stand = new PartProgress(before.Parts + 1, before.Records + index.Records, index.Last);
            report(stand);
        }
        return stand;
    }

    private async Task WriteAsync(CrmAttachment attachment, PartWriter part, CancellationToken cancellationToken)
    {
        await using var entry = part.Begin();
        try
        {
            await using var content = await snapshot.OpenAttachmentAsync(attachment, cancellationToken);
            if (content is null)
            {
                part.Warn(Warning(WarningCode.AttachmentMissing, attachment));
                return;
            }
            while (await ReadAsync(content, cancellationToken) is > 0 and var read)
            {
                entry.Write(buffer.AsSpan(0, read));
                await entry.CatchUpAsync();
            }
        }
        catch (UnreadableException)
        {
            part.Warn(Warning(WarningCode.AttachmentMissing, attachment));
            return;
        }
        catch (EntryTooLargeException)
        {
            part.Warn(Warning(WarningCode.AttachmentTooLarge, attachment));
            return;
        }
        await part.EndAsync(entry, AttachmentNames.For(attachment.Id, attachment.FileName),
            attachment: new AttachmentReference(attachment.Id, attachment.Module, attachment.RecordId, attachment.FileName));
    }

    // Tells a file that cannot be read from a store that cannot be written: only the first concerns one attachment.
    private async ValueTask<int> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableException(exception);
        }
    }

    private static BackupWarning Warning(WarningCode code, CrmAttachment attachment) =>
        new(code, attachment.Module, attachment.Id, attachment.FileName);

    private sealed class UnreadableException(Exception innerException) : Exception(innerException.Message, innerException);
}
