namespace ReproBuild.Core.Tests.Linting;

[TestClass]
public sealed class LeftoverRuleTests
{
    [TestMethod]
    [DataRow("apt-get install -y curl=1", "apt-get leaves logs", "RUN --mount=type=tmpfs,target=/var/log apt-get install -y curl=1")]
    [DataRow("dpkg -i a.deb", "dpkg leaves logs", "RUN --mount=type=tmpfs,target=/var/log dpkg -i a.deb")]
    [DataRow("dnf -y install tar-1.0", "dnf leaves logs", "RUN --mount=type=tmpfs,target=/var/log dnf -y install tar-1.0")]
    public void Logs_of_a_package_manager_are_named(string command, string says, string writes) => Linted.Finds("REPRO3401", command, says, writes);

    [TestMethod]
    [DataRow("--mount=type=tmpfs,target=/var/log apt-get install -y curl=1")]
    [DataRow("apt-get install -y curl=1 && rm -rf /var/log/*")]
    [DataRow("apt-get install -y curl=1 && find /var/log -type f -delete")]
    [DataRow("apt-get update")]
    [DataRow("apk add curl=1")]
    [DataRow("dpkg --print-architecture")]
    public void Logs_that_are_removed_or_never_written_are_passed_over(string command) => Linted.Passes("REPRO3401", command);

    [TestMethod]
    public void What_a_stage_that_is_only_copied_from_leaves_beside_is_not_in_the_image() => Assert.IsEmpty(
        Linted.File("FROM a AS b\nARG SOURCE_DATE_EPOCH\nRUN apt-get update && apt-get install -y curl=1 && pip install x==1\nFROM scratch\nCOPY --from=b /x /x"));

    [TestMethod]
    public void What_a_stage_leaves_is_in_the_image_of_the_stage_that_starts_from_it() =>
        Assert.HasCount(2, Linted.File("FROM a AS b\nRUN apt-get update && apt-get install -y curl=1\nFROM b\nUSER x"));

    [TestMethod]
    [DataRow("apt-get update && apt-get install -y x=1", "RUN apt-get update && apt-get install -y x=1 && rm -rf /var/lib/apt/lists/* /var/cache/apt/*")]
    public void Lists_of_apt_are_named(string command, string writes) => Linted.Finds("REPRO3403", command, "apt-get update leaves", writes);

    [TestMethod]
    [DataRow("apt-get update && apt-get install -y x=1 && rm -rf /var/lib/apt/lists/*")]
    [DataRow("--mount=type=cache,target=/var/lib/apt,sharing=locked apt-get update")]
    [DataRow("--mount=type=cache,dst=/var/lib/apt/lists apt-get update")]
    [DataRow("apk update")]
    public void Lists_that_are_removed_or_mounted_are_passed_over(string command) => Linted.Passes("REPRO3403", command);

    [TestMethod]
    [DataRow("pip install flask==3.0.0", "RUN pip install --no-compile flask==3.0.0")]
    [DataRow("python -m pip install -r r.txt", "RUN python -m pip install --no-compile -r r.txt")]
    public void Compiled_Python_that_names_times_is_named(string command, string writes) => Linted.Finds("REPRO3501", command, "each .pyc names the second", writes);

    [TestMethod]
    [DataRow("pip install --no-compile flask==3.0.0")]
    [DataRow("PYTHONDONTWRITEBYTECODE=1 pip install flask==3.0.0")]
    [DataRow("SOURCE_DATE_EPOCH=0 pip install flask==3.0.0")]
    [DataRow("pip install flask==3.0.0 && find / -name __pycache__ -exec rm -rf {} +")]
    [DataRow("pip freeze")]
    [DataRow("uv pip install flask==3.0.0")]
    public void Python_that_compiles_nothing_or_by_hash_is_passed_over(string command) => Linted.Passes("REPRO3501", command);

    [TestMethod]
    public void Variables_of_the_Dockerfile_count_for_Python()
    {
        Assert.IsEmpty(Linted.Lines("ARG SOURCE_DATE_EPOCH\nRUN pip install flask==3.0.0"));
        Assert.IsEmpty(Linted.Lines("ENV PYTHONDONTWRITEBYTECODE=1\nRUN pip install flask==3.0.0"));
        Assert.HasCount(1, Linted.Lines("RUN pip install flask==3.0.0\nARG SOURCE_DATE_EPOCH"));
    }

    [TestMethod]
    [DataRow("go build -o /out/app .", "without -trimpath and -buildvcs=false", "RUN go build -trimpath -buildvcs=false -ldflags=-buildid= -o /out/app .")]
    [DataRow("CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /app ./cmd", "without -buildvcs=false writes the commit", "RUN CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags='-s -w' -o /app ./cmd")]
    [DataRow("go install ./cmd/x", "go install without", "RUN go install -trimpath -buildvcs=false -ldflags=-buildid= ./cmd/x")]
    public void A_Go_program_that_knows_its_checkout_is_named(string command, string says, string writes) => Linted.Finds("REPRO3506", command, says, writes);

    [TestMethod]
    [DataRow("go build -trimpath -buildvcs=false -ldflags=\"-s -w -buildid=\" -o /out/app .")]
    [DataRow("go build -trimpath -buildvcs=false -o /app .")]
    [DataRow("GOFLAGS='-trimpath -buildvcs=false' go build -o /app .")]
    [DataRow("export GOFLAGS=-trimpath\\ -buildvcs=false && go build -o /app .")]
    [DataRow("go build $FLAGS -o /app .")]
    [DataRow("go build ./...")]
    [DataRow("go test ./... && go vet . && go mod download")]
    [DataRow("go install example.com/x@v1.2.3")]
    public void A_Go_program_without_it_is_passed_over(string command) => Linted.Passes("REPRO3506", command);

    [TestMethod]
    public void GOFLAGS_of_the_Dockerfile_count() => Assert.IsEmpty(Linted.Lines("ENV GOFLAGS=\"-trimpath -buildvcs=false\"\nRUN go build -o /app ."));
}
