package sale.tsh.tds.local.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.local.Command;

/**
 * The images of the tests. TDS Core's is built from the bundle. All others are made of Debian's
 * packages.
 */
final class Images {

  /** Its tests run one after another, since each clears the podman that all share. */
  static final String LOCK = "podman";

  /** The image of TDS Core. */
  static final String CORE = "tds-core:1.0.0";

  /** The same programs as another image, as if it were the next release. */
  static final String NEXT = "tds-core:next";

  /** Holds a JDK, PostgreSQL, nginx and Prometheus. */
  static final String DEBIAN = "debian-with-all:test";

  /** Starts PostgreSQL as its own image does. */
  static final String POSTGRES = "postgres:test";

  /** Starts Prometheus as its own image does. */
  static final String PROMETHEUS = "prometheus:test";

  /** Holds glibc and no more, not even a shell. */
  private static final String GLIBC = "glibc:test";

  private static final Path BUNDLES = Path.of("../deploy/target").toAbsolutePath().normalize();
  private static final Path JDK = Path.of(System.getProperty("java.home"));

  private static @Nullable Podman podman;

  private Images() {}

  /** Returns a podman that has these images. All tests of a run share it. */
  static synchronized Podman podman() {
    if (podman == null) {
      Podman started = new Podman();
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      try {
        makeDebian(started);
        build(started);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      podman = started;
    }
    return podman;
  }

  /** The unpacked bundle. */
  static Path bundle(Podman podman) {
    return podman.home().resolve("bundle");
  }

  private static void makeDebian(Podman podman) throws IOException {
    Path start = podman.home().resolve("postgres");
    Files.writeString(start, Podman.resource("postgres"));
    require("chmod", "755", start.toString());
    debian(
        podman,
        DEBIAN,
        List.of(
            "--variant=minbase",
            "--include=postgresql,nginx,prometheus,perl,openssl",
            "--dpkgopt=path-exclude=/usr/share/doc/*",
            "--customize-hook=copy-in " + start + " /usr/local/bin",
            // The parts of a packaged JDK may be links to files outside of it.
            "--customize-hook=cp -rL \"%s\" \"$1/opt/jdk\"".formatted(JDK),
            "--customize-hook=rm -rf \"$1\"/var/lib/postgresql/* \"$1\"/etc/nginx/sites-enabled/*"),
        "ENV PATH=/opt/jdk/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "CMD [\"nginx\", \"-g\", \"daemon off;\"]");
    debian(podman, GLIBC, List.of("--variant=extract", "--include=libc6"));
    start(podman, POSTGRES, "/usr/local/bin/postgres");
    start(
        podman,
        PROMETHEUS,
        "prometheus",
        "--config.file=/etc/prometheus/prometheus.yml",
        "--storage.tsdb.path=/prometheus");
  }

  /** Makes an image that starts one of the programs. */
  private static void start(Podman podman, String name, String... command) throws IOException {
    Path folder = Files.createTempDirectory(podman.home(), "image");
    Files.writeString(
        folder.resolve("Containerfile"),
        "FROM %s\nENTRYPOINT [\"%s\"]\n".formatted(DEBIAN, String.join("\", \"", command)));
    podman.run("build", "--tag=" + name, folder.toString());
  }

  /** Builds the image from the bundle, as docs/containers.md says. */
  private static void build(Podman podman) throws IOException {
    Path bundle = Files.createDirectories(bundle(podman));
    require(
        "tar", "xzf", newestBundle().toString(), "-C", bundle.toString(), "--strip-components=1");
    build(podman, CORE);
    build(podman, NEXT, "--build-arg=VERSION=next");
  }

  /** Builds the image. */
  static void build(Podman podman, String name, String... more) {
    Path bundle = bundle(podman);
    List<String> words =
        new ArrayList<>(
            List.of(
                "build",
                "--isolation=chroot",
                "--format=docker",
                "--timestamp=1795478400",
                "--build-arg=JDK_IMAGE=" + DEBIAN,
                "--build-arg=POSTGRES_IMAGE=" + DEBIAN,
                "--build-arg=BASE_IMAGE=" + GLIBC,
                "--tag=" + name,
                "--file=" + bundle.resolve("container/Containerfile")));
    words.addAll(List.of(more));
    words.add(bundle.toString());
    podman.run(words.toArray(String[]::new));
  }

  private static void debian(
      Podman podman, String image, List<String> options, String... configuration) {
    Path archive = podman.home().resolve("image.tar");
    List<String> command = new ArrayList<>(List.of("mmdebstrap", "--quiet"));
    command.addAll(options);
    command.addAll(List.of("bookworm", archive.toString()));
    require(command.toArray(String[]::new));
    List<String> words = new ArrayList<>(List.of("import"));
    Stream.of(configuration).map("--change="::concat).forEach(words::add);
    words.addAll(List.of(archive.toString(), image));
    podman.run(words.toArray(String[]::new));
    require("rm", archive.toString());
  }

  private static Path newestBundle() throws IOException {
    try (Stream<Path> files = Files.list(BUNDLES)) {
      return files
          .filter(file -> file.toString().endsWith(".tar.gz"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no bundle in " + BUNDLES));
    }
  }

  private static void require(String... command) {
    Command ended = Command.run(List.of(command));
    if (!ended.succeeded()) {
      throw new IllegalStateException(String.join(" ", command) + "\n" + ended.output());
    }
  }
}
