using System.CommandLine;
using System.Globalization;
using ReproBuild.Archives;
using ReproBuild.Comparing;

namespace ReproBuild.Tool;

/// <summary><c>reprobuild show IMAGE</c>.</summary>
internal static class ShowCommand
{
    private const int InstructionLength = 100;

    /// <summary>The command.</summary>
    /// <param name="output">Takes what the image is.</param>
    public static Command Create(TextWriter output)
    {
        var image = new Argument<string>("image") { Description = ImageArgument.Forms };
        image.Validators.Add(Paths.NotEmpty);
        var command = new Command("show", "Shows the images of an archive: digests, layers with their sizes and what made them, history.\n\nExample: reprobuild show image.tar") { image };
        command.SetAction((parsed, cancellation) =>
        {
            using var archive = ImageArgument.Open(parsed.GetValue(image)!, cancellation);
            foreach (var platform in archive.Images) Show(platform, output);
            if (archive.Attestations.Count > 0) output.WriteLine($"Attestations: {archive.Attestations.Count}");
            if (archive.Artifacts.Count > 0) output.WriteLine($"Other artifacts: {archive.Artifacts.Count}");
            foreach (var missing in archive.Missing) output.WriteLine($"Named and not there: {missing.Digest}");
            output.Flush();
            return Task.FromResult(archive.Images.Count > 0 ? ExitCode.Equal : ExitCode.Unknown);
        });
        return command;
    }

    private static void Show(PlatformImage image, TextWriter output)
    {
        output.WriteLine($"{Printable.Escape(image.Platform.ToString())}{(image.HasManifest ? "" : " (a docker-archive has no manifest)")}");
        output.WriteLine($"  digest    {image.Manifest?.Digest.ToString() ?? "none"}");
        output.WriteLine($"  image ID  {image.ConfigDescriptor.Digest}");
        output.WriteLine($"  created   {Printable.Escape(image.Config.Created ?? "not said")}");
        output.WriteLine($"  layers    {image.Layers.Count}, {Sizes.Text(image.Layers.Sum(l => l.Blob.Size))}");

        var table = new Table();
        table.Add("layer", "digest", "size", "made by");
        int layer = 0;
        bool counted = image.Config.History.Count(h => !h.EmptyLayer) == image.Layers.Count;
        foreach (var step in image.Config.History)
        {
            string made = Printable.Escape(HistoryOf(step.CreatedBy), InstructionLength);
            if (step.EmptyLayer || !counted) table.Add("-", "", "", made);
            else
            {
                var blob = image.Layers[layer++].Blob;
                table.Add(layer.ToString(CultureInfo.InvariantCulture), blob.Digest.Abbreviated, Sizes.Text(blob.Size), made);
            }
        }

        foreach (var rest in image.Layers.Skip(layer))
            table.Add((rest.Index + 1).ToString(CultureInfo.InvariantCulture), rest.Blob.Digest.Abbreviated, Sizes.Text(rest.Blob.Size), "not said");
        table.Print(output, "  ");
    }

    // Values of build arguments may be secrets, and whoever shows an image need not know that they are in it.
    private static string HistoryOf(string? createdBy) => string.IsNullOrEmpty(createdBy) ? "not said" : HistorySecrets.Hide(createdBy);
}
