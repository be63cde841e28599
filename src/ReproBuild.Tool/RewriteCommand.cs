using System.CommandLine;
using ReproBuild.Comparing;
using ReproBuild.Rewriting;

namespace ReproBuild.Tool;

/// <summary><c>reprobuild rewrite IN OUT</c>.</summary>
internal static class RewriteCommand
{
    /// <summary>The command.</summary>
    /// <param name="output">Takes the digests of what was made.</param>
    public static Command Create(TextWriter output)
    {
        var source = new Argument<string>("source") { Description = "An OCI archive, an OCI layout folder or a docker-archive; it is not changed." };
        var destination = new Argument<string>("destination") { Description = "The archive to make." };
        source.Validators.Add(Paths.NotEmpty);
        destination.Validators.Add(Paths.File);
        var epoch = new Option<long>("--epoch") { Description = "What every time becomes, in whole seconds since 1970.", Required = true };
        var layers = new Option<int>("--layers") { Description = "How many layers, from the top, are rewritten; those below stay as they are.", DefaultValueFactory = _ => 1 };
        layers.Validators.Add(Numbers.NotNegative);

        var command = new Command("rewrite", "Makes the canonical form of an archive: the same content gives the same bytes.") { source, destination, epoch, layers };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new RewriteOptions(parsed.GetValue(epoch)) { BuiltLayers = parsed.GetValue(layers) };
            var result = ArchiveRewriter.Rewrite(
                Path.GetFullPath(parsed.GetValue(source)!), Path.GetFullPath(parsed.GetValue(destination)!), options, cancellation);
            foreach (var image in result.Images) output.WriteLine($"{Printable.Escape(image.Platform.ToString())} {image.After}");
            return Task.FromResult(ExitCode.Equal);
        });
        return command;
    }
}
