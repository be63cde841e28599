using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using ReproBuild.Archives;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Infra;

/// <summary>What a registry holds in memory, and how it answers. OCI distribution specification.</summary>
internal sealed partial class TestRegistryStore
{
    private readonly ConcurrentDictionary<string, byte[]> _uploads = new();

    /// <summary>Manifests by repository and digest or tag.</summary>
    public ConcurrentDictionary<(string Repository, string Name), (string Type, byte[] Bytes)> Manifests { get; } = new();

    /// <summary>Blobs by repository and digest.</summary>
    public ConcurrentDictionary<(string Repository, string Digest), byte[]> Blobs { get; } = new();

    /// <summary>Whether it knows the referrers API.</summary>
    public bool KnowsReferrers { get; set; } = true;

    public Digest AddManifest(string repository, string tag, byte[] bytes, string type = MediaTypes.OciManifest)
    {
        var digest = Digest.Of(bytes);
        Manifests[(repository, digest.ToString())] = Manifests[(repository, tag)] = (type, bytes);
        return digest;
    }

    public Descriptor AddBlob(string repository, byte[] bytes, string type = MediaTypes.OciLayerGzip)
    {
        var digest = Digest.Of(bytes);
        Blobs[(repository, digest.ToString())] = bytes;
        return new Descriptor(type, digest, bytes.Length);
    }

    /// <summary>Puts all images of an archive into a repository, its first manifest or index under a tag.</summary>
    public Digest AddArchive(string repository, string tag, string path)
    {
        using var archive = ImageArchive.Open(path);
        foreach (var image in archive.Images)
        {
            foreach (var blob in image.Layers.Select(l => l.Blob).Append(image.ConfigDescriptor)) AddBlob(repository, archive.ReadBlob(blob, long.MaxValue));
            AddManifest(repository, image.Digest.ToString(), archive.ReadBlob(image.Manifest!, long.MaxValue), image.Manifest!.MediaType);
        }
        var top = archive.Index.Manifests[0];
        return AddManifest(repository, tag, archive.ReadBlob(top, long.MaxValue), top.MediaType);
    }

    public async Task AnswerAsync(HttpContext context)
    {
        var match = Route().Match(context.Request.Path);
        string repository = match.Groups["repository"].Value, name = match.Groups["name"].Value;
        await (match.Success ? match.Groups["kind"].Value switch
        {
            "manifests" when HttpMethods.IsPut(context.Request.Method) => PutManifestAsync(context, repository, name),
            "manifests" => GiveManifestAsync(context, repository, name),
            "blobs/uploads" => UploadAsync(context, repository, name),
            "blobs" => GiveBlobAsync(context, repository, name),
            _ => GiveReferrersAsync(context, repository, name),
        }
        : context.Request.Path == "/v2/" ? Task.CompletedTask : RefuseAsync(context, 404, "UNSUPPORTED"));
    }

    public static Task RefuseAsync(HttpContext context, int status, string code, string message = "no")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        string body = $$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""";
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(body);
    }

    private Task GiveManifestAsync(HttpContext context, string repository, string name)
    {
        if (!Manifests.TryGetValue((repository, name), out var found)) return RefuseAsync(context, 404, "MANIFEST_UNKNOWN");
        context.Response.ContentType = found.Type;
        context.Response.Headers["Docker-Content-Digest"] = Digest.Of(found.Bytes).ToString();
        return WriteAsync(context, found.Bytes);
    }

    private async Task GiveBlobAsync(HttpContext context, string repository, string name)
    {
        if (!Blobs.TryGetValue((repository, name), out byte[]? found))
        {
            await RefuseAsync(context, 404, "BLOB_UNKNOWN");
            return;
        }
        if (context.Request.GetTypedHeaders().Range?.Ranges.Single().From is { } from)
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{found.Length - 1}/{found.Length}";
            found = found[(int)from..];
        }
        await WriteAsync(context, found);
    }

    private static Task WriteAsync(HttpContext context, byte[] bytes)
    {
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(bytes).AsTask();
    }

    private async Task PutManifestAsync(HttpContext context, string repository, string name)
    {
        byte[] bytes = await ReadAsync(context);
        var root = Json.Parse(bytes);
        string[] needed = [.. (root["layers"]?.AsArray() ?? []).Append(root["config"]).Where(b => b is not null).Select(b => (string)b!["digest"]!)];
        if (needed.Any(d => !Blobs.ContainsKey((repository, d))) || (root["manifests"]?.AsArray() ?? []).Any(m => !Manifests.ContainsKey((repository, (string)m!["digest"]!))))
        {
            await RefuseAsync(context, 400, "MANIFEST_BLOB_UNKNOWN");
            return;
        }
        var digest = AddManifest(repository, name, bytes, context.Request.ContentType!);
        context.Response.StatusCode = 201;
        context.Response.Headers["Docker-Content-Digest"] = digest.ToString();
        if (KnowsReferrers && root["subject"] is { } subject) context.Response.Headers["OCI-Subject"] = (string)subject["digest"]!;
    }

    private async Task UploadAsync(HttpContext context, string repository, string session)
    {
        var query = context.Request.Query;
        if (HttpMethods.IsPost(context.Request.Method))
        {
            if (query["mount"].ToString() is { Length: > 0 } mount && Blobs.TryGetValue((query["from"].ToString(), mount), out byte[]? there))
            {
                Blobs[(repository, mount)] = there;
                context.Response.StatusCode = 201;
                return;
            }
            session = Guid.NewGuid().ToString("N");
            _uploads[session] = [];
        }
        if (!_uploads.TryGetValue(session, out byte[]? have))
        {
            await RefuseAsync(context, 404, "BLOB_UPLOAD_UNKNOWN");
            return;
        }
        if (HttpMethods.IsPatch(context.Request.Method) && context.Request.Headers.ContentRange.ToString() is { Length: > 0 } range
            && long.Parse(range.Split('-')[0], CultureInfo.InvariantCulture) != have.Length)
        {
            context.Response.StatusCode = 416;
        }
        else
        {
            // What came before a connection broke is kept, as real registries do.
            _uploads[session] = have = [.. have, .. await ReadAsync(context)];
            context.Response.StatusCode = HttpMethods.IsGet(context.Request.Method) ? 204 : 202;
        }
        context.Response.Headers.Location = $"/v2/{repository}/blobs/uploads/{session}?state=1";
        if (have.Length > 0) context.Response.Headers.Range = $"0-{have.Length - 1}";
        if (HttpMethods.IsPut(context.Request.Method)) await FinishAsync(context, repository, session, have, query["digest"].ToString());
    }

    private async Task FinishAsync(HttpContext context, string repository, string session, byte[] bytes, string digest)
    {
        _uploads.TryRemove(session, out _);
        if (Digest.Of(bytes).ToString() != digest)
        {
            await RefuseAsync(context, 400, "DIGEST_INVALID");
            return;
        }
        Blobs[(repository, digest)] = bytes;
        context.Response.StatusCode = 201;
    }

    private Task GiveReferrersAsync(HttpContext context, string repository, string digest)
    {
        if (!KnowsReferrers) return RefuseAsync(context, 404, "UNSUPPORTED");
        var referring = Manifests.Where(m => m.Key.Repository == repository && m.Key.Name.Contains(':') && (string?)Json.Parse(m.Value.Bytes)["subject"]?["digest"] == digest)
            .Select(m => $$"""{"mediaType":"{{m.Value.Type}}","digest":"{{m.Key.Name}}","size":{{m.Value.Bytes.Length}},"artifactType":"{{Json.Parse(m.Value.Bytes)["artifactType"]}}"}""");
        context.Response.ContentType = MediaTypes.OciIndex;
        return context.Response.WriteAsync($$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciIndex}}","manifests":[{{string.Join(',', referring)}}]}""");
    }

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(bytes);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client broke off.
        }
        return bytes.ToArray();
    }

    [GeneratedRegex("^/v2/(?<repository>.+?)/(?<kind>manifests|blobs/uploads|blobs|referrers)/(?<name>[^/]*)$")]
    private static partial Regex Route();
}
