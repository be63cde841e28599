using System.CommandLine;
using System.Text;
using ReproBuild.Tool;

// One writer over the raw streams: Console's own flushes at every call, and a hundred thousand lines would take longer to print than to find.
using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
using var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };

var root = new RootCommand("Compares container images and says where they differ.") { DiffCommand.Create(output, error), RewriteCommand.Create(output) };
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
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
