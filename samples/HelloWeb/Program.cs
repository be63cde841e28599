var app = WebApplication.CreateBuilder(args).Build();

app.MapGet("/", () => "Hello, reproducible world!");
app.MapGet("/healthz", () => "ok");

app.Run();
