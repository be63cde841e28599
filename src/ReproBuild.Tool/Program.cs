using System.CommandLine;
using System.Text;
using ReproBuild.Tool;

// One writer over the raw streams: Console's own flushes at every call, and a hundred thousand lines would take longer to print than to find.
using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
using var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };

var root = new RootCommand(
    "Compares container images, and says where they differ, why, and what to do.\n\n"
    + "Examples:\n"
    + "  reprobuild diff build-1.oci.tar build-2.oci.tar\n"
    + "  reprobuild explain build-1.oci.tar build-2.oci.tar --dockerfile Dockerfile\n"
    + "  reprobuild diff app-1.2.tar app-1.3.tar --expect 'app/**' '$.history*' '$.created'\n"
    + "  reprobuild lint Dockerfile\n"
    + "  reprobuild show image.tar")
{
    DiffCommand.Create(output, error), ExplainCommand.Create(output, error), LintCommand.Create(output), ShowCommand.Create(output), RewriteCommand.Create(output),
};
var parsed = root.Parse(args);

// A shell that asks how a command line may go on gives one that is not complete.
bool completes = args is [var directive, ..] && directive.StartsWith("[suggest", StringComparison.Ordinal);
if (parsed.Errors.Count > 0 && !completes)
{
    foreach (var problem in parsed.Errors) error.WriteLine(problem.Message);
    error.WriteLine("Type reprobuild --help, or reprobuild diff --help.");
    return ExitCode.BadUsage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
}
#pragma warning disable CA1031 // A stack and a code that the runtime chooses would be all that the user got; a sentence is owed, and a code from the list.
catch (Exception exception)
#pragma warning restore CA1031
{
    error.WriteLine(Failure.Sentence(exception));
    return ExitCode.Unknown;
}
