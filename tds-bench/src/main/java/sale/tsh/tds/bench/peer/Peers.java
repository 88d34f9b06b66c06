package sale.tsh.tds.bench.peer;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobrunr.configuration.JobRunr;
import sale.tsh.tds.bench.postgres.Server;
import sale.tsh.tds.bench.trial.Checksum;
import sale.tsh.tds.bench.trial.Contender;
import sale.tsh.tds.bench.trial.JavaCommand;
import tools.jackson.databind.json.JsonMapper;

/**
 * The queues that people would otherwise choose, each with the settings of {@code
 * docs/benchmarks.md}.
 */
public final class Peers {

  private static final Pattern JAR_VERSION = Pattern.compile("-([0-9][^/!]*)\\.jar");

  private final Server server;
  private final String benchmark;
  private final Path programs;
  private final Path logs;

  private Peers(Server server, Path checkout, Path logs) {
    this.server = server;
    this.benchmark = Checksum.of(checkout);
    this.programs = checkout.resolve("tds-bench/peers");
    this.logs = logs;
  }

  public static List<Contender> all(Server server, Path checkout, Path logs) {
    Peers peers = new Peers(server, checkout, logs);
    return List.of(
        peers.java("db-scheduler", DbSchedulerQueue.class, Scheduler.class),
        peers.java("JobRunr", JobRunrQueue.class, JobRunr.class),
        peers.node("graphile-worker", "graphile-worker"),
        peers.node("graphile-worker, local queue", "graphile-worker", "local-queue"),
        peers.node("pg-boss", "pg-boss"));
  }

  /** A Java queue, which runs from the benchmark's own jar with the options of our programs. */
  private Peer java(String name, Class<?> program, Class<?> library) {
    List<String> start = new ArrayList<>(JavaCommand.start());
    start.addAll(
        List.of(
            "-Dloader.main=" + PeerProgram.class.getName(),
            "-cp",
            System.getProperty("java.class.path"),
            "org.springframework.boot.loader.launch.PropertiesLauncher",
            name));
    return peer(name, version(library), new PeerProcess(start, log(program.getSimpleName())));
  }

  private Peer node(String name, String library, String... variant) {
    Path program = programs.resolve(library + ".mjs");
    List<String> start = new ArrayList<>(List.of("node", program.toString()));
    start.addAll(List.of(variant));
    return peer(name, version(library), new PeerProcess(start, log(library)));
  }

  private Peer peer(String name, String version, PeerProcess process) {
    return new Peer(server, name, "%s, %s".formatted(version, benchmark), process);
  }

  /** The version in the name of a library's jar. */
  private static String version(Class<?> library) {
    Matcher jar =
        JAR_VERSION.matcher(library.getProtectionDomain().getCodeSource().getLocation().toString());
    return jar.find() ? jar.group(1) : "unknown";
  }

  private String version(String library) {
    Path description = programs.resolve("node_modules/%s/package.json".formatted(library));
    return JsonMapper.shared().readTree(description.toFile()).get("version").asString();
  }

  private Path log(String name) {
    return logs.resolve(name + ".log");
  }
}
