using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ReproBuild.Core.Tests.Infra;

/// <summary>Gives out tokens, and guards a <see cref="TestRegistry"/> with them.</summary>
internal sealed class TokenServer : IAsyncDisposable
{
    private readonly TestRegistry _server;
    private int _given;

    private TokenServer(TestRegistry server) => _server = server;

    /// <summary>Each request: method, and what it asks for.</summary>
    public ConcurrentQueue<string> Requests => _server.Requests;

    /// <summary>The forms that were posted.</summary>
    public ConcurrentQueue<string> Forms { get; } = new();

    /// <summary>The header Authorization of each request.</summary>
    public IEnumerable<string?> Authorizations => _server.Authorizations.Select(a => a.Authorization);

    /// <summary>The tokens that the registry takes.</summary>
    public ConcurrentDictionary<string, string> Tokens { get; } = new();

    /// <summary>What it answers; by default a token for whoever asks.</summary>
    public Func<HttpContext, string, Task> Give { get; set; } = (context, token) => context.Response.WriteAsync($$"""{"token":"{{token}}","expires_in":300}""");

    public string Realm => $"{(HasTls ? "https" : "http")}://{_server.Host}/token";

    private bool HasTls { get; init; }

    public static async Task<TokenServer> StartAsync(X509Certificate2? certificate = null)
    {
        TokenServer? server = null;
        var host = await TestRegistry.StartAsync(async context =>
        {
            if (HttpMethods.IsPost(context.Request.Method))
            {
                using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
                server!.Forms.Enqueue(await reader.ReadToEndAsync());
            }
            string token = $"token-{Interlocked.Increment(ref server!._given)}";
            server.Tokens[token] = context.Request.QueryString.Value!;
            await server.Give(context, token);
        }, certificate: certificate);
        return server = new TokenServer(host) { HasTls = certificate is not null };
    }

    /// <summary>The registry wants a token of this server from now on.</summary>
    public void Guard(TestRegistry registry, string? realm = null) => registry.Between = (context, answer) =>
    {
        string? header = context.Request.Headers.Authorization;
        if (header?.StartsWith("Bearer ", StringComparison.Ordinal) == true && Tokens.ContainsKey(header[7..])) return answer(context);
        string repository = string.Join('/', context.Request.Path.Value!.Split('/')[2..^2]);
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{realm ?? Realm}\",service=\"test, registry\",scope=\"repository:{repository}:pull registry:catalog:*\"";
        return TestRegistryStore.RefuseAsync(context, 401, "UNAUTHORIZED", "authentication required");
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
