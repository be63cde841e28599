using System.Text;
using System.Text.Json.Nodes;

namespace ReproBuild.Core.Tests.Infra;

/// <summary>JSON by hand.</summary>
public static class Json
{
    public static JsonObject Parse(byte[] json) => JsonNode.Parse(json)!.AsObject();

    public static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    public static JsonObject Map(IReadOnlyDictionary<string, string> map) =>
        new(map.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, p.Value)));
}
