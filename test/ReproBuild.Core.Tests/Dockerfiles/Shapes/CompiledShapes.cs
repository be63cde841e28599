namespace ReproBuild.Core.Tests.Dockerfiles.Shapes;

/// <summary>Of compiled languages.</summary>
internal static class CompiledShapes
{
    public static readonly Shape[] All =
    [
        new("go multi-stage on distroless", """
            # syntax=docker/dockerfile:1
            FROM golang:1.24-bookworm AS build
            WORKDIR /src
            COPY go.mod go.sum ./
            RUN go mod download
            COPY . .
            RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w -buildid=" -o /out/app ./cmd/app

            FROM gcr.io/distroless/static-debian12:nonroot
            COPY --from=build /out/app /app
            USER 65532:65532
            ENTRYPOINT ["/app"]

            """, "docker/dockerfile:1", "golang:1.24-bookworm", "gcr.io/distroless/static-debian12:nonroot"),
        new("go with cache and bind mounts", """
            FROM --platform=$BUILDPLATFORM golang:1.24 AS build
            ARG TARGETOS TARGETARCH
            RUN --mount=type=cache,target=/go/pkg/mod \
                --mount=type=bind,source=go.sum,target=go.sum \
                --mount=type=bind,source=go.mod,target=go.mod \
                go mod download -x
            RUN --mount=type=cache,target=/root/.cache GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /app .
            FROM scratch
            COPY --from=build /app /

            """, "golang:1.24"),
        new("version in an arg", """
            ARG GO_VERSION=1.24
            ARG ALPINE_VERSION=3.20
            FROM golang:${GO_VERSION}-alpine${ALPINE_VERSION} AS base
            FROM base AS test
            RUN go test ./...
            FROM alpine:${ALPINE_VERSION}
            COPY --from=base /bin/x /bin/x

            """, "golang:1.24-alpine3.20", "alpine:3.20"),
        new("rust with cargo chef", """
            FROM lukemathwalker/cargo-chef:latest-rust-1 AS chef
            WORKDIR /app
            FROM chef AS planner
            COPY . .
            RUN cargo chef prepare --recipe-path recipe.json
            FROM chef AS builder
            COPY --from=planner /app/recipe.json recipe.json
            RUN cargo chef cook --release --recipe-path recipe.json
            FROM debian:bookworm-slim AS runtime
            COPY --from=builder /app/target/release/app /usr/local/bin

            """, "lukemathwalker/cargo-chef:latest-rust-1", "debian:bookworm-slim"),
        new("cross compilation helpers", """
            FROM --platform=$BUILDPLATFORM tonistiigi/xx:1.5.0 AS xx
            FROM --platform=${BUILDPLATFORM:-linux/amd64} rust:alpine AS build
            COPY --from=xx / /
            ARG TARGETPLATFORM
            RUN xx-apk add musl-dev gcc && xx-cargo build --release

            """, "tonistiigi/xx:1.5.0", "rust:alpine"),
        new("dotnet sdk to aspnet", """
            FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
            WORKDIR /src
            COPY ["Web/Web.csproj", "Web/"]
            RUN dotnet restore "Web/Web.csproj"
            COPY . .
            ARG BUILD_CONFIGURATION=Release
            RUN dotnet publish "Web/Web.csproj" -c $BUILD_CONFIGURATION -o /app/publish /p:UseAppHost=false

            FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS final
            EXPOSE 8080
            COPY --from=build /app/publish .
            ENTRYPOINT ["dotnet", "Web.dll"]

            """, "mcr.microsoft.com/dotnet/sdk:10.0", "mcr.microsoft.com/dotnet/aspnet:10.0"),
        new("a base stage that comes first", """
            FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS base
            USER $APP_UID
            WORKDIR /app
            FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
            RUN dotnet build
            FROM build AS publish
            RUN dotnet publish -o /app/publish
            FROM base AS final
            COPY --from=publish /app/publish .

            """, "mcr.microsoft.com/dotnet/aspnet:10.0", "mcr.microsoft.com/dotnet/sdk:10.0"),
        new("maven and a jre", """
            FROM maven:3.9-eclipse-temurin-21 AS build
            COPY pom.xml .
            RUN --mount=type=cache,target=/root/.m2 mvn -B dependency:go-offline
            COPY src ./src
            RUN mvn -B package -DskipTests
            FROM eclipse-temurin:21-jre
            COPY --from=build /target/*.jar /app.jar
            ENTRYPOINT exec java $JAVA_OPTS -jar /app.jar

            """, "maven:3.9-eclipse-temurin-21", "eclipse-temurin:21-jre"),
        new("spring layers", """
            FROM bellsoft/liberica-openjre-debian:21-cds AS builder
            ARG JAR_FILE=target/*.jar
            COPY ${JAR_FILE} application.jar
            RUN java -Djarmode=tools -jar application.jar extract --layers --destination extracted
            FROM bellsoft/liberica-openjre-debian:21-cds
            COPY --from=builder /extracted/dependencies/ ./
            COPY --from=builder /extracted/application/ ./

            """, "bellsoft/liberica-openjre-debian:21-cds", "bellsoft/liberica-openjre-debian:21-cds"),
        new("stage numbers", """
            FROM gcc:14
            COPY . /src
            RUN make -C /src
            FROM debian:12-slim
            COPY --from=0 /src/out /out

            """, "gcc:14", "debian:12-slim"),
        new("c with apt in one run", """
            FROM ubuntu:24.04
            RUN apt-get update \
             && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
                    build-essential \
                    # needed by the tests
                    cmake \

                    git \
             && rm -rf /var/lib/apt/lists/*

            """, "ubuntu:24.04"),
        new("stage by target architecture", """
            ARG TARGETARCH=arm64
            FROM debian:12 AS base-amd64
            ENV LIB=x86_64-linux-gnu
            FROM debian:12 AS base-arm64
            ENV LIB=aarch64-linux-gnu
            FROM base-${TARGETARCH} AS final
            RUN ls /usr/lib/$LIB

            """, "debian:12", "debian:12"),
        new("swift", """
            FROM swift:6.0-jammy as build
            RUN export DEBIAN_FRONTEND=noninteractive DEBCONF_NONINTERACTIVE_SEEN=true && apt-get -q update
            RUN swift build -c release --static-swift-stdlib -Xlinker -ljemalloc
            FROM ubuntu:jammy
            COPY --from=build --chown=vapor:vapor /staging /app
            CMD ["serve", "--env", "production", "--hostname", "0.0.0.0", "--port", "8080"]

            """, "swift:6.0-jammy", "ubuntu:jammy"),
        new("elixir release", """
            ARG ELIXIR_VERSION=1.17.3
            ARG OTP_VERSION=27.1
            ARG DEBIAN_VERSION=bookworm-20240926-slim
            ARG BUILDER_IMAGE="hexpm/elixir:${ELIXIR_VERSION}-erlang-${OTP_VERSION}-debian-${DEBIAN_VERSION}"
            ARG RUNNER_IMAGE="debian:${DEBIAN_VERSION}"
            FROM ${BUILDER_IMAGE} AS builder
            RUN mix release
            FROM ${RUNNER_IMAGE}
            COPY --from=builder --chown=nobody:root /app/_build/prod/rel/app ./

            """, "hexpm/elixir:1.17.3-erlang-27.1-debian-bookworm-20240926-slim", "debian:bookworm-20240926-slim"),
        new("keywords in lower case", """
            from haskell:9.8 as build
            workdir /opt/app
            run cabal update
            copy ./app.cabal ./
            run cabal build --only-dependencies
            from debian:12
            copy --from=build /opt/app/bin /bin
            cmd ["/bin/app"]

            """, "haskell:9.8", "debian:12"),
        new("an archive with its checksum", "FROM alpine:3.20 AS zig\nADD --checksum=sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa https://example.org/zig.tar.xz /zig.tar.xz\nRUN tar -xf /zig.tar.xz\n", "alpine:3.20"),
    ];
}
