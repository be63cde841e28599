using Microsoft.AspNetCore.Http;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Sdk.Tests.Registries;

namespace ReproBuild.Sdk.Tests.Publishing;

/// <summary>Stands before a real registry, notes every request, and can be made to refuse some.</summary>
internal static class RegistryProxy
{
    private static readonly HttpMessageInvoker Client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public static Task<TestRegistry> StartAsync(RealRegistry registry) => TestRegistry.StartAsync(context => ForwardAsync(context, registry.Host));

    /// <summary>The requests that bring something into the registry.</summary>
    public static string[] Writes(this TestRegistry proxy) =>
        [.. proxy.Requests.Where(r => !r.StartsWith("GET", StringComparison.Ordinal) && !r.StartsWith("HEAD", StringComparison.Ordinal))];

    // The registry is told whom the client asked, so that it sends it back there.
    private static async Task ForwardAsync(HttpContext context, string host)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), $"http://{host}{context.Request.Path}{context.Request.QueryString}");
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)) request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers)
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable())) request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        request.Headers.Host = context.Request.Host.Value;

        using var answer = await Client.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
            if (name != "Transfer-Encoding") context.Response.Headers.Append(name, values.ToArray());
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
