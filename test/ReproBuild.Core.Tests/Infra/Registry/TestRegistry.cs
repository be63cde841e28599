using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ReproBuild.Images;

namespace ReproBuild.Core.Tests.Infra;

/// <summary>A registry on a free loopback port that notes each request and can be made to misbehave.</summary>
internal sealed class TestRegistry : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestRegistry(WebApplication app, RequestDelegate answer)
    {
        _app = app;
        Answer = answer;
    }

    /// <summary>Method, path and query of each request, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The header Authorization of each request, beside its path.</summary>
    public ConcurrentQueue<(string Path, string? Authorization)> Authorizations { get; } = new();

    /// <summary>What answers in the end.</summary>
    public RequestDelegate Answer { get; }

    /// <summary>Stands between the client and the registry.</summary>
    public Func<HttpContext, RequestDelegate, Task> Between { get; set; } = (context, answer) => answer(context);

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Host => new Uri(_app.Urls.Single()).Authority;

    /// <summary>What it holds; null where another registry stands behind it.</summary>
    public TestRegistryStore? Store { get; private init; }

    /// <summary>The requests whose text contains a part.</summary>
    public int Count(string part) => Requests.Count(r => r.Contains(part, StringComparison.Ordinal));

    /// <summary>A registry of its own.</summary>
    public static Task<TestRegistry> StartAsync(X509Certificate2? certificate = null)
    {
        var store = new TestRegistryStore();
        return StartAsync(store.AnswerAsync, store, certificate);
    }

    /// <summary>A proxy, or anything else that answers.</summary>
    public static async Task<TestRegistry> StartAsync(RequestDelegate answer, TestRegistryStore? store = null, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null) listen.UseHttps(certificate);
            });
        });
        var app = builder.Build();
        var registry = new TestRegistry(app, answer) { Store = store };
        app.Run(async context =>
        {
            registry.Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            registry.Authorizations.Enqueue((context.Request.Path, context.Request.Headers.Authorization));
            await registry.Between(context, registry.Answer);
        });
        await app.StartAsync();
        return registry;
    }

    /// <summary>The name of an image in it.</summary>
    public ImageReference Reference(string repository) => ImageReference.Parse($"{Host}/{repository}");

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }
}
