using System.Text.Json;

namespace ReproBuild.Images;

/// <summary>A parsed document and its root, which is valid as long as the document is.</summary>
internal sealed class JsonRoot(JsonDocument document, JsonNodeReader root) : IDisposable
{
    public JsonNodeReader Root => root;

    public void Dispose() => document.Dispose();
}
