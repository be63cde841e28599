using System.Collections.Concurrent;
using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Registries;

/// <summary>A build behind a proxy, which the environment names.</summary>
[TestClass]
public sealed class ProxyTests
{
    private static readonly byte[] Index = """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"""u8.ToArray();

    private readonly ConcurrentQueue<string> _hosts = new();

    [TestMethod]
    public async Task A_registry_is_reached_through_the_proxy_of_the_environment_and_past_it_where_NO_PROXY_says_so()
    {
        await using var proxy = await ProxyAsync();
        using var project = Project(proxy, "http://");
        project.Environment["REPRO_PLAIN_HTTP_REGISTRIES"] = "registry.invalid:5000";

        var past = await project.RunAsync("build", "-t:PinBaseImages");
        Assert.IsEmpty(_hosts, "nothing of a host in NO_PROXY goes to the proxy");
        project.Environment["NO_PROXY"] = project.Environment["no_proxy"] = "elsewhere.invalid";
        var through = await project.RunAsync("build", "-t:PinBaseImages");

        past.FailedWith("error REPRO2008").Says("there is no host \"registry.invalid\"");
        through.Succeeded().Says("Written: Dockerfile, repro.lock.json");
        Assert.Contains($"FROM registry.invalid:5000/app:v1@{Digest.Of(Index)}", File.ReadAllText(project["Dockerfile"]));
        Assert.IsTrue(_hosts.All(h => h == "registry.invalid:5000"));
        Assert.IsNotEmpty(_hosts);
    }

    [TestMethod]
    public async Task A_proxy_that_refuses_is_told_by_its_address_and_without_its_password()
    {
        await using var proxy = await ProxyAsync();
        proxy.Between = (context, _) =>
        {
            _hosts.Enqueue($"{context.Request.Method} {context.Request.Host}");
            context.Response.StatusCode = 502;
            return Task.CompletedTask;
        };
        using var project = Project(proxy, "http://me:hunter2-of-the-proxy@");
        project.Environment["NO_PROXY"] = project.Environment["no_proxy"] = "";

        var run = await project.RunAsync("build", "-t:PinBaseImages");

        run.FailedWith("error REPRO2008").Says($"through the proxy {proxy.Host}").Says("HTTPS_PROXY").DoesNotSay("hunter2").DoesNotSay("Written:");
        Assert.Contains("CONNECT registry.invalid:5000", _hosts);
        Assert.IsFalse(File.Exists(project["repro.lock.json"]));
    }

    private async Task<TestRegistry> ProxyAsync()
    {
        var proxy = await TestRegistry.StartAsync();
        proxy.Store!.AddManifest("app", "v1", Index, MediaTypes.OciIndex);
        proxy.Between = (context, answer) =>
        {
            _hosts.Enqueue(context.Request.Host.ToString());
            return answer(context);
        };
        return proxy;
    }

    private static TestProject Project(TestRegistry proxy, string scheme)
    {
        var project = TestProject.NewDockerfile("FROM registry.invalid:5000/app:v1\n");
        foreach (string name in new[] { "HTTP_PROXY", "HTTPS_PROXY" }) project.Environment[name] = project.Environment[name.ToLowerInvariant()] = scheme + proxy.Host;
        project.Environment["ALL_PROXY"] = project.Environment["all_proxy"] = null;
        project.Environment["NO_PROXY"] = project.Environment["no_proxy"] = "registry.invalid";
        return project;
    }
}
