using System.CommandLine;
using System.Text;
using ReproBuild.Diagnostics;
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
catch (ReproException exception)
{
    error.WriteLine(exception.Diagnostic);
    return ExitCode.Unknown;
}
catch (OperationCanceledException)
{
    error.WriteLine("Cancelled.");
    return ExitCode.Unknown;
}
catch (IOException exception)
{
    // Of the output, most likely: a reader such as head has gone, or a disk is full.
    error.WriteLine(exception.Message);
    return ExitCode.Unknown;
}
