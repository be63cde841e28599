using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using ReproBuild.Core.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Registries;

/// <summary>A reverse proxy in front of a real registry; <see cref="TestRegistry.Between"/> makes it misbehave.</summary>
internal static class FaultyProxy
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false });

    public static Task<TestRegistry> StartAsync(RealRegistry registry, X509Certificate2? certificate = null) =>
        TestRegistry.StartAsync(context => ForwardAsync(context, registry.Host), certificate: certificate);

    /// <summary>Makes each request of one kind go wrong; the others reach the registry.</summary>
    /// <param name="proxy">The proxy.</param>
    /// <param name="request">The beginning of the request, as "GET /v2/app/blobs".</param>
    /// <param name="fault">What happens to it.</param>
    /// <param name="times">How often; then it is answered.</param>
    public static void Break(this TestRegistry proxy, string request, Func<HttpContext, RequestDelegate, Task> fault, int times = int.MaxValue)
    {
        int left = times;
        proxy.Between = (context, answer) =>
            $"{context.Request.Method} {context.Request.Path}".StartsWith(request, StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0
                ? fault(context, answer)
                : answer(context);
    }

    /// <summary>What the registry answers, with another body or other headers.</summary>
    public static async Task ChangedAsync(HttpContext context, RequestDelegate answer, Func<byte[], byte[]> body, string? type = null)
    {
        var client = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        await answer(context);
        context.Response.Body = client;
        byte[] changed = body(kept.ToArray());
        if (context.Response.Headers.ContentLength is not null) context.Response.ContentLength = changed.Length;
        if (type is not null) context.Response.ContentType = type;
        await client.WriteAsync(changed);
    }

    // As reverse proxies do it: the registry hears the proxy's own name, and so sends the client back to the proxy.
    private static async Task ForwardAsync(HttpContext context, string host)
    {
        var from = context.Request;
        using var request = new HttpRequestMessage(new HttpMethod(from.Method), $"http://{host}{from.Path.ToUriComponent()}{from.QueryString}");
        if (!HttpMethods.IsGet(from.Method) && !HttpMethods.IsHead(from.Method)) request.Content = new StreamContent(from.Body);
        foreach (var (name, values) in from.Headers)
        {
            if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)) continue;
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable())) request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        if (from.IsHttps) request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
        using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)) context.Response.Headers[name] = values.ToArray();
        }

        if (!HttpMethods.IsHead(from.Method)) await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
