package sale.tsh.tds.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs another queue's program for one command: JSON as its last argument, figures as JSON on its
 * output.
 *
 * @param program what starts it
 * @param log where what it says besides goes
 */
record PeerProcess(List<String> program, Path log) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Waits for the process to end; with its own {@code particulars} a command has what all have. */
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
        throw new BenchProblem("A process failed at %s; see %s".formatted(action, log));
      }
      return JSON.readValue(output, new TypeReference<>() {});
    } catch (IOException e) {
      throw new BenchProblem(program.getFirst() + " did not start", e);
    } catch (InterruptedException e) {
      throw BenchProblem.interrupted(e);
    }
  }

  /** What is in every command. */
  private static Map<String, Object> base(int port, String database, String action) {
    Map<String, Object> command = new HashMap<>();
    command.put("action", action);
    command.put("port", port);
    command.put("database", database);
    command.put("mirror", Mirror.TABLE);
    command.put("upsert", Mirror.UPSERT);
    command.put("contact", Body.CONTACT.template());
    command.put("id", Body.ID);
    return command;
  }
}
