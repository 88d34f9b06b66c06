package sale.tsh.tds.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sale.tsh.tds.bench.measure.BenchProblem;
import sale.tsh.tds.bench.trial.SampleBody;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs another queue's program for one command. The command is JSON in its last argument, and its
 * output is the figures as JSON.
 *
 * @param program the command line that starts it
 * @param log the file for its error output
 */
record PeerProcess(List<String> program, Path log) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Runs a command to its end. The command consists of common members and of {@code particulars}.
   */
  Map<String, Double> run(
      int port, String database, String action, Map<String, Object> particulars) {
    Map<String, Object> command = base(port, database, action);
    command.putAll(particulars);
    List<String> words = new ArrayList<>(program);
    words.add(JSON.writeValueAsString(command));
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      Thread destroyer = new Thread(process::destroy);
      Runtime.getRuntime().addShutdownHook(destroyer);
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(destroyer);
      if (status != 0) {
        throw new BenchProblem("A process failed at %s. See %s".formatted(action, log));
      }
      return JSON.readValue(output, new TypeReference<>() {});
    } catch (IOException e) {
      throw new BenchProblem(program.getFirst() + " did not start", e);
    } catch (InterruptedException e) {
      throw BenchProblem.interrupted(e);
    }
  }

  /** The common members of every command. */
  private static Map<String, Object> base(int port, String database, String action) {
    Map<String, Object> command = new HashMap<>();
    command.put("action", action);
    command.put("port", port);
    command.put("database", database);
    command.put("mirror", PeerTables.TABLE);
    command.put("upsert", PeerTables.UPSERT);
    command.put("contact", SampleBody.CONTACT.template());
    command.put("id", SampleBody.ID);
    return command;
  }
}
