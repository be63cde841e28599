using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ReproBuild.Sdk.Tests.Registries;

/// <summary>Signs the tokens that the distribution project's registry takes. Its "Token Authentication Implementation".</summary>
internal sealed class TestTokenSigner : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;

    public TestTokenSigner()
    {
        var request = new CertificateRequest("CN=Test tokens", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
    }

    /// <summary>The tokens that were given.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Given { get; } = new();

    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>Gives whoever shows a password a token for what is asked.</summary>
    public Task GiveAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count == 0)
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        }
        var access = new JsonArray([.. context.Request.Query["scope"].Select(s => s!.Split(':')).Select(Access)]);
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = "test",
            ["sub"] = "me",
            ["aud"] = context.Request.Query["service"].ToString(),
            ["exp"] = now + 300,
            ["nbf"] = now - 60,
            ["iat"] = now,
            ["jti"] = Guid.NewGuid().ToString(),
            ["access"] = access,
        };
        var header = new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256", ["x5c"] = new JsonArray(Convert.ToBase64String(_certificate.RawData)) };
        string signed = $"{Encode(header.ToJsonString())}.{Encode(claims.ToJsonString())}";
        string signature = Encode(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Given.Enqueue($"{signed}.{signature}");
        return context.Response.WriteAsync($$"""{"token":"{{signed}}.{{signature}}","expires_in":300}""");
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private static JsonNode Access(string[] scope) => new JsonObject
    {
        ["type"] = scope[0],
        ["name"] = string.Join(':', scope[1..^1]),
        ["actions"] = new JsonArray([.. scope[^1].Split(',').Select(a => JsonValue.Create(a))]),
    };

    private static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    private static string Encode(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
