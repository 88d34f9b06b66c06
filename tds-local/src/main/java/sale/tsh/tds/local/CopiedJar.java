package sale.tsh.tds.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A packaged jar that runs from a copy, so that a build cannot replace it under a running process.
 *
 * @param jar the file that the build made
 */
record CopiedJar(Path jar, Path copy) implements PackagedJar {

  static CopiedJar of(String module, LocalSettings settings) {
    return new CopiedJar(
        PackagedJar.built(settings.checkout(), module), settings.run().resolve(module + ".jar"));
  }

  @Override
  public void prepare() {
    if (!Files.exists(jar)) {
      throw new LocalProblem("%s is missing. Build it: ./mvnw -DskipTests package".formatted(jar));
    }
    try {
      Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> arguments() {
    return List.of("-jar", copy.toString());
  }
}
