using ReproBuild.Core.Tests.Infra;
using ReproBuild.Images;
using ReproBuild.Sdk.Tests.Infra;

namespace ReproBuild.Sdk.Tests.Package;

[TestClass]
public class TerminalTests
{
    [TestMethod]
    public async Task At_a_terminal_the_verdict_and_what_was_published_stand_at_the_line_of_the_project()
    {
        using var project = new TestProject { Terminal = true };
        project.Write("app.csproj", TestProject.Console).Write("Program.cs", "System.Console.WriteLine(\"hello\");\n").Commit();

        var verified = await project.RunAsync("build", "-t:VerifyReproducible", "-p:ContainerBaseImage=scratch");
        var published = await project.RunAsync("publish", "-t:PublishContainer", "-p:ContainerBaseImage=scratch", "-p:ContainerArchiveOutputPath=artifacts/app.tar");
        var compared = await project.RunAsync("build", "-t:CompareImages", "-p:ReproLeft=artifacts/app.tar", "-p:ReproRight=artifacts/repro/build-1.oci.tar");

        verified.Succeeded().Says("→ Reproducible (dotnet) sha256:");
        published.Succeeded().Says("→ Published ").Says("app.tar sha256:");
        compared.Succeeded().Says("→ Reproducible sha256:");
    }

    [TestMethod]
    public async Task At_a_terminal_linting_says_what_was_read_and_how_much_was_found()
    {
        using var project = new TestProject { Terminal = true };
        project.Write("service.proj", TestProject.DockerfileOnly).Write("Dockerfile", "FROM scratch\nRUN apk add curl\nRUN date > /when\n")
            .Write("clean/Dockerfile", "FROM scratch\nCOPY Dockerfile /\n").Write("broken/Dockerfile", "FROM scratch\nRUNN true\n").Commit();

        var found = await project.RunAsync("build", "-t:LintContainer");
        var clean = await project.RunAsync("build", "-t:LintContainer", "-p:ReproDockerfile=clean/Dockerfile");
        var unpinned = await project.RunAsync("build", "-t:LintContainer", "-p:ReproDockerfile=clean/Dockerfile", "-p:ReproBuildContexts=base=docker-image://localhost:1/base:1", "-p:ReproCheckRegistries=false");
        var broken = await project.RunAsync("build", "-t:LintContainer", "-p:ReproDockerfile=broken/Dockerfile");

        found.Succeeded().Says("→ 2 findings in Dockerfile").Says("REPRO3415").Says("REPRO3201");
        clean.Succeeded().Says("→ Nothing found in clean/Dockerfile");
        unpinned.FailedWith("→ 1 finding in clean/Dockerfile").Says("REPRO2001");
        broken.FailedWith("REPRO3002").DoesNotSay("→");
    }

    [TestMethod]
    public async Task At_a_terminal_pinning_says_what_was_pinned_where_and_a_dry_run_shows_the_difference()
    {
        await using var registry = await TestRegistry.StartAsync();
        var digest = registry.Store!.AddManifest("base", "1",
            """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"""u8.ToArray(), MediaTypes.OciIndex);
        string name = $"{registry.Host}/base:1";
        using var project = new TestProject { Terminal = true };
        project.Write("service.proj", TestProject.DockerfileOnly).Write("Dockerfile", $"ARG V=1\nFROM {name}\nFROM {registry.Host}/base:$V\n").Commit();

        var dry = await project.RunAsync("build", "-t:PinBaseImages", "-p:ReproPinDryRun=true");
        var pinned = await project.RunAsync("build", "-t:PinBaseImages");
        var again = await project.RunAsync("build", "-t:PinBaseImages");
        project.Terminal = false;
        var plain = await project.RunAsync("build", "-t:PinBaseImages");

        dry.Succeeded().Says("→ A dry run: nothing was written.").Says($"-FROM {name}\n+FROM {name}@{digest}\n").Says("+++ b/repro.lock.json");
        pinned.Succeeded().Says("→ Pinned in Dockerfile, repro.lock.json").Says($"{name} -> {digest}").Says("message REPRO2011").DoesNotSay("+++");
        again.Succeeded().Says("→ Nothing to write: all are pinned.").Says($"{name} -> {digest}");
        plain.Succeeded().DoesNotSay("→");
        Assert.HasCount(2, plain.Output.Split("all are pinned"), "told once");
    }
}
