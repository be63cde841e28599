using System.CommandLine;

var root = new RootCommand("Compares two container images and says where and why they differ.");
return await root.Parse(args).InvokeAsync();
